import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./kms-key-deletion.ts";

const judged = judgedBy(detection, "kms.amazonaws.com");
const id = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const arn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${id}`;
const found = {
  resource: { arn, type: "AWS::KMS::Key", id },
  fingerprint: "pending-deletion",
  summary: `key ${id} is scheduled for deletion`,
  severity: "critical",
  evidence: { keyId: id },
};
const multiRegion = "mrk-0f1e2d3c4b5a69788796a5b4c3d2e1f0";

describe("a key scheduled for deletion", () => {
  it.each([
    ["by its id", { requestParameters: { keyId: id, pendingWindowInDays: 7 } }],
    ["by its ARN", { requestParameters: { keyId: arn } }],
    ["in the answer alone", { requestParameters: null, responseElements: { keyId: arn } }],
    [
      "with an answer that names it otherwise",
      { requestParameters: { keyId: id }, responseElements: { keyId: 5 } },
    ],
  ])("is found, named %s", (_how, fields) => {
    expect(judged("ScheduleKeyDeletion", fields)).toEqual({ ...shownNothing, violations: [found] });
  });

  it("is found where it is a multi-Region key", () => {
    const { violations } = judged("ScheduleKeyDeletion", { requestParameters: { keyId: multiRegion } });
    expect(violations).toMatchObject([{ resource: { id: multiRegion } }]);
  });

  it.each([
    ["a call that failed", { requestParameters: { keyId: id }, errorCode: "AccessDenied" }],
    ["a key's alias, which AWS doesn't take here", { requestParameters: { keyId: "alias/app" } }],
    [
      "an ARN of something else",
      { requestParameters: { keyId: `arn:aws:kms:us-east-1:${ACCOUNT}:alias/app` } },
    ],
    ["no key at all", { requestParameters: null }],
    ["something that is no text", { requestParameters: { keyId: { a: id } } }],
  ])("is not %s", (_what, fields) => {
    expect(judged("ScheduleKeyDeletion", fields)).toEqual(shownNothing);
  });

  it("is not the call that cancels it, nor another service's of the same name", () => {
    const fields = { requestParameters: { keyId: id } };
    expect(judged("CancelKeyDeletion", fields)).toEqual(shownNothing);
    expect(judgedBy(detection, "cloudhsm.amazonaws.com")("ScheduleKeyDeletion", fields)).toEqual(
      shownNothing,
    );
  });
});

describe("whether a key is in use", () => {
  it.each([
    ["EnableKey", true],
    ["DisableKey", false],
    ["CreateKey", true],
  ])("is known from %s", (eventName, enabled) => {
    const responseElements = { keyMetadata: { keyId: id } };
    const fields = { requestParameters: { keyId: id }, responseElements };
    expect(judged(eventName, fields)).toEqual({
      ...shownNothing,
      baselines: [{ resource: arn, aspect: "enabled", value: { enabled } }],
    });
  });

  it("is not known from a call that failed", () => {
    expect(judged("EnableKey", { requestParameters: { keyId: id }, errorCode: "NotFoundException" })).toEqual(
      shownNothing,
    );
  });
});
