import { paginateListSubscriptionsByTopic, type SNSClient, type Subscription } from "@aws-sdk/client-sns";
import { awsWords } from "@snapback/core/aws/error";
import {
  alarmsTopicName,
  arnOf,
  noticesTopicName,
  queueNames,
  topicName,
} from "@snapback/core/deployment/deployment";
import { asked, type Check, deployAgain, type Examined, type Line } from "./line.ts";

const what = "subscription";

/** The queue gets what the topic gets, and whoever is to have alarms and notices has said yes. */
export const subscription: Check = async (examined) => {
  const { deployment, clients } = examined;
  const { sns } = clients(deployment.home);
  const { stage } = deployment;
  const to = (topic: string) => subscriptionsOf(sns, arnOf(deployment, "sns", topic));
  const lines = await Promise.all([
    asked(what, "the topic", async () => [eventsLine(await to(topicName(stage)), examined)]),
    ...Object.values(mailings).map((mailing) =>
      asked(what, `the ${mailing.mails}' topic`, async () =>
        mailLines(mailing, await to(mailing.topic(stage)), examined),
      ),
    ),
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

/** A topic that mails, and what it says that nobody is subscribed. */
export interface Mailing {
  mails: string;
  topic: (stage: string) => string;
  laptop: string;
  nobody: (again: string) => Line;
}

/** Alarms have no other way than this one; notices may have. */
export const mailings: { [what in "alarms" | "notices"]: Mailing } = {
  alarms: {
    mails: "alarms",
    topic: alarmsTopicName,
    laptop: "the laptop has no alarms",
    nobody: (again) => ({
      status: "warn",
      what,
      detail: "nobody gets the alarms",
      next: `Set alarmEmail in snapback.config.ts, and ${again}`,
    }),
  },
  notices: {
    mails: "notices",
    topic: noticesTopicName,
    laptop: "the laptop mails no notices",
    nobody: () => ({
      status: "skipped",
      what,
      detail: "no notices are mailed: there is no address for them",
    }),
  },
};

/** What the subscriptions of such a topic say; `undefined` where the topic is gone. */
export function mailLines(
  { mails, topic, laptop, nobody }: Mailing,
  subscriptions: readonly Subscription[] | undefined,
  examined: Pick<Examined, "deployment" | "endpoint">,
): Line[] {
  const again = deployAgain(examined);
  if (subscriptions === undefined) {
    if (examined.endpoint !== undefined) return [{ status: "skipped", what, detail: laptop }];
    const detail = `the topic ${topic(examined.deployment.stage)} is gone`;
    return [{ status: "fail", what, detail, next: again }];
  }
  if (subscriptions.length === 0) return [nobody(again)];
  const pending = subscriptions.filter((one) => !confirmed(one));
  if (pending.length === 0) {
    const addresses = subscriptions.map(({ Endpoint }) => Endpoint);
    return [{ status: "ok", what, detail: `${mails} go to ${addresses.join(", ")}` }];
  }
  return pending.map(({ Endpoint }) => ({
    status: "warn",
    what,
    detail: `${Endpoint} has not confirmed that it wants the ${mails}`,
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
