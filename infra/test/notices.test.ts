import { describe, expect, it } from "vitest";
import type { Evaluated } from "./evaluate.ts";
import { deployed, named, ofType, statementsOf } from "./graph.ts";

const dev = await deployed("dev");
const production = await deployed("production");
const live = await deployed("live");

/** What a function's environment says. */
const environment = (graph: Evaluated, name: string) =>
  Object(Object(named(graph, "lambda/function:Function", name).environment).variables);

describe("the topic of the notices", () => {
  it("takes them from notify, and from nobody else", () => {
    expect(statementsOf(named(dev, "sns/topicPolicy:TopicPolicy", "NoticesTopicPolicy").policy)).toEqual([
      {
        effect: "Allow",
        actions: ["sns:Publish"],
        resources: ["arn:aws:sns:us-east-1:111122223333:snapback-dev-notices"],
        principal: { AWS: ["arn:aws:iam::111122223333:role/snapback-dev-notify"] },
        conditions: undefined,
      },
    ]);
  });

  it("mails them to the operator's addresses, each once, and is there without any", () => {
    const mailed = (graph: Evaluated) =>
      graph.resources.flatMap(({ name, inputs }) =>
        name.startsWith("NoticesEmail") ? [{ name, inputs }] : [],
      );
    expect(mailed(dev)).toEqual([]);
    expect(ofType(dev, "sns/topic:Topic").has("NoticesTopic")).toBe(true);
    const topic = "arn:aws:sns:eu-central-1:111122223333:snapback-production-notices";
    // Named by the address: if the first one goes, the other stays confirmed.
    expect(mailed(production)).toEqual(
      ["on-call@example.com", "security@example.com"].map((endpoint) => ({
        name: `NoticesEmail-${endpoint}`,
        inputs: { protocol: "email", topic, endpoint },
      })),
    );
  });
});

describe("notify", () => {
  it("knows where the console is, and where to put what no channel takes", () => {
    expect(environment(dev, "NotifyFunction")).toMatchObject({
      SNAPBACK_CONSOLE: "https://d1.cloudfront.net",
      SNAPBACK_NOTICES_TOPIC: "arn:aws:sns:us-east-1:111122223333:snapback-dev-notices",
      SNAPBACK_FUNCTION_DEAD_LETTERS:
        "https://sqs.us-east-1.amazonaws.com/111122223333/snapback-dev-function-dead-letters",
    });
    expect(environment(live, "NotifyFunction")).toMatchObject({ SNAPBACK_CONSOLE: "http://localhost:5173" });
  });

  it("gets the secrets that somebody has set, and does without the others", () => {
    expect(environment(production, "NotifyFunction")).toMatchObject({
      SNAPBACK_SLACK_WEBHOOK: "https://slack.example.com/services/the-slack-secret",
      SNAPBACK_WEBHOOK_URL: "https://hooks.example.com/snapback",
      SNAPBACK_WEBHOOK_SECRET: "whsec_dGhlLXdlYmhvb2stc2VjcmV0",
    });
    expect(environment(dev, "NotifyFunction")).toMatchObject({
      SNAPBACK_SLACK_WEBHOOK: "",
      SNAPBACK_WEBHOOK_URL: "",
      SNAPBACK_WEBHOOK_SECRET: "",
    });
  });

  it("is the only one that gets them; the API is told which are set, by their names alone", () => {
    const knowing = production.resources.filter(({ type, inputs }) => {
      const written = type.startsWith("aws:") ? JSON.stringify(inputs) : "";
      return /the-slack-secret|hooks\.example\.com|whsec_/.test(written);
    });
    expect(knowing.map(({ name }) => name)).toEqual(["NotifyFunction"]);
    expect(environment(production, "ApiFunction").SNAPBACK_SECRETS_SET).toBe(
      "SlackWebhook,NoticeWebhookUrl,NoticeWebhookSecret",
    );
    expect(environment(dev, "ApiFunction").SNAPBACK_SECRETS_SET).toBe("");
    expect(JSON.stringify(production.outputs)).not.toMatch(/the-slack-secret|hooks\.example\.com|whsec_/);
  });
});
