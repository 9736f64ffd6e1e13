import { StopLoggingCommand } from "@aws-sdk/client-cloudtrail";
import { DisableRuleCommand } from "@aws-sdk/client-eventbridge";
import { DeleteRolePolicyCommand, GetRolePolicyCommand, PutRolePolicyCommand } from "@aws-sdk/client-iam";
import { ListSubscriptionsByTopicCommand, UnsubscribeCommand } from "@aws-sdk/client-sns";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { rewrite, type TestStage } from "./test-stage.ts";

const RULE = "snapback-laptop-ec2";
const ROLE = "snapback-laptop-respond-ec2";
const TopicArn = "arn:aws:sns:us-east-1:111122223333:snapback-laptop-events";

async function unsubscribe({ clients: { sns } }: TestStage): Promise<void> {
  const { Subscriptions = [] } = await sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  for (const { SubscriptionArn } of Subscriptions)
    await sns.send(new UnsubscribeCommand({ SubscriptionArn }));
}

async function allowMore({ clients: { iam } }: TestStage): Promise<void> {
  const policy = { RoleName: ROLE, PolicyName: ROLE };
  const { PolicyDocument = "" } = await iam.send(new GetRolePolicyCommand(policy));
  const document = decodeURIComponent(PolicyDocument).replace(
    '"ec2:RevokeSecurityGroupIngress"',
    '"ec2:RevokeSecurityGroupIngress","ec2:TerminateInstances"',
  );
  await iam.send(new PutRolePolicyCommand({ ...policy, PolicyDocument: document }));
}

const send = (queue: string) => async (stage: TestStage) => {
  const QueueUrl = `${stage.target.endpoint}/${stage.laptop.aws.account}/${queue}`;
  await stage.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "lost" }));
};

/** Ways in which a stage is broken, each with what the doctor must say of it. */
export const broken: { state: string; make: (stage: TestStage) => Promise<unknown>; says: RegExp[] }[] = [
  {
    state: "the stage is another account's",
    make: (stage) => rewrite(stage, { account: "444455556666" }),
    says: [/^FAILED {2}identity .*is in account 111122223333, and the stage in 444455556666$/m],
  },
  {
    state: "its trail does not log",
    make: ({ clients }) => clients.cloudtrail.send(new StopLoggingCommand({ Name: "snapback-laptop-trail" })),
    says: [
      /^FAILED {2}trail .*snapback-laptop-trail does not log: no event reaches Snapback$/m,
      /-> aws cloudtrail start-logging --endpoint-url \S+ --region us-east-1 --name snapback-laptop-trail$/m,
    ],
  },
  {
    state: "its trail is gone",
    make: (stage) => rewrite(stage, { trail: "snapback-laptop-gone" }),
    says: [/^FAILED {2}trail .*snapback-laptop-gone is gone$/m],
  },
  {
    state: "it has no trail of its own, and the account's does not log",
    async make(stage) {
      await rewrite(stage, { trail: undefined });
      await stage.clients.cloudtrail.send(new StopLoggingCommand({ Name: "snapback-laptop-trail" }));
    },
    says: [
      /^FAILED {2}trail .*no trail records the calls made in us-east-1/m,
      /^FAILED {2}trail .*snapback-laptop-trail does not log/m,
    ],
  },
  {
    state: "a rule is disabled",
    make: ({ clients }) => clients.events.send(new DisableRuleCommand({ Name: RULE })),
    says: [
      /^FAILED {2}rules .*snapback-laptop-ec2 in us-east-1 is DISABLED$/m,
      /-> aws events enable-rule --endpoint-url \S+ --region us-east-1 --name snapback-laptop-ec2$/m,
    ],
  },
  {
    state: "a rule is gone",
    make: (stage) => rewrite(stage, { rules: [{ name: "snapback-laptop-none", regions: ["us-east-1"] }] }),
    says: [/^FAILED {2}rules .*snapback-laptop-none in us-east-1 is gone$/m],
  },
  {
    state: "the queue is not subscribed",
    make: unsubscribe,
    says: [/^FAILED {2}subscription .*snapback-laptop-events is not subscribed/m],
  },
  {
    state: "a function has lost its rights",
    make: ({ clients }) =>
      clients.iam.send(new DeleteRolePolicyCommand({ RoleName: ROLE, PolicyName: ROLE })),
    says: [
      /^FAILED {2}rights .*respond-ec2 may not .*ec2:RevokeSecurityGroupIngress on .*, which it needs$/m,
    ],
  },
  {
    state: "a function may do more than is declared",
    make: allowMore,
    says: [/^FAILED {2}rights .*respond-ec2 may ec2:TerminateInstances on .*, which nothing declares$/m],
  },
  {
    state: "a message of detect is dead",
    make: send("snapback-laptop-events-dead-letters"),
    says: [
      /^FAILED {2}dead letters {2}.*events-dead-letters in us-east-1 has 1 message that detect could not handle$/m,
      /-> aws sqs receive-message --endpoint-url http:\S+ --region us-east-1 --queue-url http:\S+-dead-letters/,
      /-> aws sqs start-message-move-task .*--source-arn arn:aws:sqs:us-east-1:111122223333:snapback-laptop-events-dead/,
    ],
  },
  {
    state: "a rule's event is dead",
    make: send("snapback-laptop-rule-dead-letters"),
    says: [
      /^FAILED {2}dead letters {2}.*rule-dead-letters in us-east-1 has 1 message that rules in us-east-1/m,
    ],
  },
  {
    state: "a dead-letter queue is gone, and AWS says so",
    make: (stage) => rewrite(stage, { regions: ["us-east-1", "eu-west-1"] }),
    says: [/^FAILED {2}dead letters {2}snapback-laptop-rule-dead-letters: .*queue does not exist/m],
  },
];
