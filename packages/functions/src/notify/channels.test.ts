import type { Config } from "@snapback/core/settings/config";
import { expect, it } from "vitest";
import { openChannels } from "./channels.ts";

const wanted: Config["notices"] = {
  slack: "high",
  email: "critical",
  emailAddresses: ["security@example.com"],
  webhook: "low",
  gatherSeconds: 20,
};
const everywhere = {
  topicArn: "arn:aws:sns:us-east-1:111122223333:notices",
  slack: "https://hooks.example.com/x",
  webhook: "https://example.com/x",
  webhookSecret: undefined,
};

function opened(choices: Partial<Config["notices"]> = {}, destinations: Partial<typeof everywhere> = {}) {
  const channels = openChannels(
    { ...wanted, ...choices },
    { ...everywhere, ...destinations },
    () => new Date(),
  );
  return channels.map(({ name, threshold }) => `${name} ${threshold}`);
}

it("opens each channel with its threshold", () => {
  expect(opened()).toEqual(["slack high", "email critical", "webhook low"]);
});

it("opens none that is off, or leads nowhere", () => {
  expect(opened({ slack: "off", webhook: "off" })).toEqual(["email critical"]);
  expect(opened({ emailAddresses: [] })).toEqual(["slack high", "webhook low"]);
  const nowhere = { topicArn: undefined, slack: undefined, webhook: undefined, webhookSecret: undefined };
  expect(openChannels(wanted, nowhere, () => new Date())).toEqual([]);
});
