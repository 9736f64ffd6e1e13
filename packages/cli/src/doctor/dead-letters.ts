import { GetQueueAttributesCommand, GetQueueUrlCommand } from "@aws-sdk/client-sqs";
import { arnOf, queueNames } from "@snapback/core/deployment/deployment";
import { asked, awsCommand, type Check, counted, type Examined, type Line } from "./line.ts";

const what = "dead letters";

interface Place {
  name: string;
  region: string;
  /** Which messages end there. */
  holds: string;
  /** SQS moves messages back only to a queue: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_StartMessageMoveTask.html */
  movable: boolean;
}

/** What could not be delivered or handled waits in these queues for a person. */
export const deadLetters: Check = async (examined) => {
  const places = placesOf(examined);
  const found = await Promise.all(
    places.map((place) => asked(what, place.name, () => depthOf(place, examined))),
  );
  const wrong = found.flat();
  const empty = found.filter((lines) => lines.length === 0).length;
  const fine: Line = { status: "ok", what, detail: `${counted(empty, "queue")} empty` };
  return [...(empty > 0 ? [fine] : []), ...wrong];
};

function placesOf({ deployment: { stage, home, regions } }: Examined): Place[] {
  return [
    {
      name: queueNames.eventsDeadLetters(stage),
      region: home,
      holds: "that detect could not handle",
      movable: true,
    },
    {
      name: queueNames.subscriptionDeadLetters(stage),
      region: home,
      holds: "that the topic could not deliver",
      movable: false,
    },
    {
      name: queueNames.functionDeadLetters(stage),
      region: home,
      holds: "that functions could not finish",
      movable: false,
    },
    ...regions.map((region) => ({
      name: queueNames.ruleDeadLetters(stage),
      region,
      holds: `that rules in ${region} could not deliver`,
      movable: false,
    })),
  ];
}

async function depthOf({ name, region, holds, movable }: Place, examined: Examined): Promise<Line[]> {
  const { deployment, clients } = examined;
  const { sqs } = clients(region);
  const { QueueUrl = "" } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl,
      AttributeNames: [
        "ApproximateNumberOfMessages",
        "ApproximateNumberOfMessagesNotVisible",
        "ApproximateNumberOfMessagesDelayed",
      ],
    }),
  );
  const messages = Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
  if (messages === 0) return [];
  const aws = (call: string, options: string) => awsCommand(`sqs ${call}`, region, options, examined);
  const see = aws("receive-message", `--queue-url ${QueueUrl} --max-number-of-messages 10`);
  const move = aws("start-message-move-task", `--source-arn ${arnOf(deployment, "sqs", name, region)}`);
  return [
    {
      status: "fail",
      what,
      detail: `${name} in ${region} has ${counted(messages, "message")} ${holds}`,
      next: movable ? `${see}\nand, once the cause is mended, send them on their way again:\n${move}` : see,
    },
  ];
}
