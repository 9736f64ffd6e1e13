import { describe, expect, it } from "vitest";
import { ACCOUNT, ec2Record, parsed } from "../../test/records.ts";
import { eventRules, matches } from "../event/pattern.ts";
import { heartbeatEvents, heartbeatOf } from "./recognition.ts";

const role = `arn:aws:iam::${ACCOUNT}:role/snapback-test-heartbeat`;
const now = new Date("2026-11-23T08:33:05.250Z");

const session = (issuer: string) => ({
  type: "AssumedRole",
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/snapback-test-heartbeat/snapback-test-heartbeat`,
  sessionContext: { sessionIssuer: { type: "Role", arn: issuer } },
});
const probed = (fields = {}) =>
  ec2Record("AuthorizeSecurityGroupIngress", {
    eventID: "e-1",
    errorCode: "Client.DryRunOperation",
    userIdentity: session(role),
    requestParameters: { groupId: "sg-00000000000000000", ipPermissions: { items: [] } },
    ...fields,
  });
const read = (fields = {}) => heartbeatOf(parsed(probed(fields)), role, now);

describe("a heartbeat", () => {
  it.each(["Client.DryRunOperation", "Client.InvalidGroup.NotFound"])(
    "is the role's own probe, failed with %s",
    (errorCode) => {
      expect(read({ errorCode })).toEqual({
        region: "us-east-1",
        sentAt: "2026-11-23T08:32:59.000Z",
        seenAt: "2026-11-23T08:33:05.250Z",
        latencyMs: 6250,
        eventId: "e-1",
      });
    },
  );

  it.each([
    ["a call that did not fail", { errorCode: undefined }],
    ["a call whose error is empty", { errorCode: "" }],
    ["another role's", { userIdentity: session(`${role}-2`) }],
    ["a user who is named like the role", { userIdentity: { type: "IAMUser", arn: role } }],
    ["another group's", { requestParameters: { groupId: "sg-0a1b2c3d4e5f60718" } }],
    ["one without parameters", { requestParameters: null }],
    ["another call's", { eventName: "AuthorizeSecurityGroupEgress" }],
    ["another service's", { eventSource: "ecs.amazonaws.com" }],
    ["one from the future", { eventTime: "2026-11-23T08:33:06Z" }],
    ["one of no region", { awsRegion: "everywhere" }],
  ])("is not %s", (_, fields) => {
    expect(read(fields)).toBeUndefined();
  });

  it("comes by a rule of its own accord, also where no detection listens to its call", () => {
    const [rule] = eventRules([heartbeatEvents]);
    const event = { source: "aws.ec2", "detail-type": "AWS API Call via CloudTrail", detail: probed() };
    expect(rule && matches(rule.pattern, event)).toBe(true);
  });
});
