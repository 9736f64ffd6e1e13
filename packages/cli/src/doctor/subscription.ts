import { paginateListSubscriptionsByTopic, type SNSClient, type Subscription } from "@aws-sdk/client-sns";
import { awsWords } from "@snapback/core/aws/error";
import { alarmsTopicName, arnOf, queueNames, topicName } from "@snapback/core/deployment/deployment";
import { asked, type Check, deployAgain, type Examined, type Line } from "./line.ts";

const what = "subscription";

/** The queue gets what the topic gets, and whoever is to have the alarms has said yes. */
export const subscription: Check = async (examined) => {
  const { deployment, clients } = examined;
  const { sns } = clients(deployment.home);
  const { stage } = deployment;
  const [events, alarms] = [topicName(stage), alarmsTopicName(stage)].map((name) =>
    arnOf(deployment, "sns", name),
  );
  const lines = await Promise.all([
    asked(what, "the topic", async () => [eventsLine(await subscriptionsOf(sns, events), examined)]),
    asked(what, "the alarms' topic", async () => alarmsLines(await subscriptionsOf(sns, alarms), examined)),
  ]);
  return lines.flat();
};

/** What the topic's subscriptions say; `undefined` where the topic is gone. */
export function eventsLine(
  subscriptions: readonly Subscription[] | undefined,
  examined: Pick<Examined, "deployment" | "endpoint">,
): Line {
  const { deployment } = examined;
  const topic = topicName(deployment.stage);
  const queue = arnOf(deployment, "sqs", queueNames.events(deployment.stage));
  const fail = (detail: string): Line => ({ status: "fail", what, detail, next: deployAgain(examined) });
  if (subscriptions === undefined) return fail(`the topic ${topic} is gone`);
  const own = subscriptions.find(({ Protocol, Endpoint }) => Protocol === "sqs" && Endpoint === queue);
  if (own === undefined) return fail(`the queue ${queue} is not subscribed to the topic ${topic}`);
  return confirmed(own)
    ? { status: "ok", what, detail: "the topic's events go to the queue" }
    : fail(`the subscription of ${queue} to the topic ${topic} is not confirmed`);
}

/** What the subscriptions of the alarms' topic say; `undefined` where the topic is gone. */
export function alarmsLines(
  subscriptions: readonly Subscription[] | undefined,
  examined: Pick<Examined, "deployment" | "endpoint">,
): Line[] {
  const again = deployAgain(examined);
  if (subscriptions === undefined) {
    if (examined.endpoint !== undefined)
      return [{ status: "skipped", what, detail: "the laptop has no alarms" }];
    const topic = alarmsTopicName(examined.deployment.stage);
    return [{ status: "fail", what, detail: `the topic ${topic} is gone`, next: again }];
  }
  if (subscriptions.length === 0) {
    const next = `Set alarmEmail in snapback.config.ts, and ${again}`;
    return [{ status: "warn", what, detail: "nobody gets the alarms", next }];
  }
  const pending = subscriptions.filter((one) => !confirmed(one));
  if (pending.length === 0) {
    const addresses = subscriptions.map(({ Endpoint }) => Endpoint);
    return [{ status: "ok", what, detail: `alarms go to ${addresses.join(", ")}` }];
  }
  return pending.map(({ Endpoint }) => ({
    status: "warn",
    what,
    detail: `${Endpoint} has not confirmed that it wants the alarms`,
    next: "Follow the link in the mail that AWS sent to it.",
  }));
}

/** Before it is confirmed, a subscription has a word in place of its ARN. */
function confirmed({ SubscriptionArn = "" }: Subscription): boolean {
  return SubscriptionArn.startsWith("arn:");
}

/** `undefined` where there is no such topic. */
async function subscriptionsOf(client: SNSClient, TopicArn = ""): Promise<Subscription[] | undefined> {
  const found: Subscription[] = [];
  try {
    for await (const { Subscriptions = [] } of paginateListSubscriptionsByTopic({ client }, { TopicArn }))
      found.push(...Subscriptions);
    return found;
  } catch (error) {
    if (/NotFound/.test(awsWords(error).code)) return undefined;
    throw error;
  }
}
