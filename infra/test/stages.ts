import { choices } from "./choices.ts";
import type { EvaluateOptions } from "./evaluate.ts";

/** The stages that tests look at: what differs between them covers every choice of the operator's. */
export const stages = {
  /** Home in us-east-1, a trail and a test VPC. */
  dev: { stage: "dev" },
  /** The other way round in everything, with the home region elsewhere. */
  production: {
    stage: "production",
    config: {
      home: "eu-central-1",
      regions: ["eu-west-1"],
      trail: "existing",
      publishers: ["444455556666", "arn:aws:iam::777788889999:role/siem"],
      topicKey: "customer-managed",
      alarmEmail: "security@example.com",
      reservedConcurrency: true,
      notices: {
        ...choices.notices,
        emailAddresses: ["on-call@example.com", "security@example.com", "on-call@example.com"],
      },
    },
    secrets: {
      SlackWebhook: "https://slack.example.com/services/the-slack-secret",
      NoticeWebhookUrl: "https://hooks.example.com/snapback",
      NoticeWebhookSecret: "whsec_dGhlLXdlYmhvb2stc2VjcmV0",
    },
  },
  /** `sst dev` of somebody's own stage. */
  live: { stage: "somebody", dev: true },
} satisfies Record<string, EvaluateOptions>;

export type StageName = keyof typeof stages;
