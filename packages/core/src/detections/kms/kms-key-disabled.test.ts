import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./kms-key-disabled.ts";

const judged = judgedBy(detection, "kms.amazonaws.com");
const id = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const arn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${id}`;
const named = { requestParameters: { keyId: id } };

describe("kms-key-disabled", () => {
  it("tells a key that is disabled from one whose rotation was stopped", () => {
    expect(judged("DisableKey", named).violations).toEqual([
      {
        resource: { arn, type: "AWS::KMS::Key", id },
        fingerprint: "disabled",
        summary: `key ${id} is disabled`,
        severity: "high",
        evidence: { keyId: id, about: "key" },
      },
    ]);
    expect(judged("DisableKeyRotation", named).violations).toMatchObject([
      { fingerprint: "rotation-off", severity: "medium", evidence: { keyId: id, about: "rotation" } },
    ]);
  });

  it("knows the period of a key that has been made to rotate", () => {
    const requestParameters = { keyId: id, rotationPeriodInDays: 120 };
    expect(judged("EnableKeyRotation", { requestParameters })).toEqual({
      ...shownNothing,
      baselines: [{ resource: arn, aspect: "rotation", value: { periodInDays: 120 } }],
    });
  });

  it.each([
    ["none", undefined],
    ["none that AWS takes", 3],
    ["text", "a year"],
  ])("knows just that it rotates where the period is %s", (_what, rotationPeriodInDays) => {
    const { baselines } = judged("EnableKeyRotation", {
      requestParameters: { keyId: id, rotationPeriodInDays },
    });
    expect(baselines).toEqual([{ resource: arn, aspect: "rotation", value: {} }]);
  });

  it.each([
    ["a call that failed", "DisableKey", { ...named, errorCode: "AccessDenied" }],
    ["a rotation that was not stopped", "DisableKeyRotation", { ...named, errorCode: "DisabledException" }],
    ["a period that AWS refused", "EnableKeyRotation", { ...named, errorCode: "ValidationException" }],
    ["the inverse call", "EnableKey", named],
    ["a call about no key", "DisableKey", { requestParameters: { keyId: "alias/app" } }],
    ["a call about nothing", "DisableKey", { requestParameters: null }],
  ])("finds nothing in %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's DisableKey", () => {
    expect(judgedBy(detection, "payment-cryptography.amazonaws.com")("DisableKey", named)).toEqual(
      shownNothing,
    );
  });
});
