import { KMS } from "@aws-sdk/client-kms";
import { describe, expect, it } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

async function openKms() {
  const { sdk, records } = await openTestSandbox();
  const kms = sdk(KMS);
  const { KeyMetadata: { KeyId = "" } = {} } = await kms.createKey({
    Tags: [{ TagKey: "team", TagValue: "a" }],
  });
  return { kms, records, KeyId, arn: `arn:aws:kms:us-east-1:111122223333:key/${KeyId}` };
}

describe("a key", () => {
  it("is there under its id and its ARN, with AWS's own policy and its tags, and doesn't rotate", async () => {
    const { kms, KeyId, arn } = await openKms();
    const described = await kms.describeKey({ KeyId: arn });
    expect(described.KeyMetadata).toMatchObject({
      KeyId,
      Arn: arn,
      KeyState: "Enabled",
      KeyManager: "CUSTOMER",
    });
    expect(await kms.describeKey({ KeyId })).toMatchObject({ KeyMetadata: described.KeyMetadata });
    const { Policy = "" } = await kms.getKeyPolicy({ KeyId });
    expect(JSON.parse(Policy)).toMatchObject({
      Statement: [{ Principal: { AWS: "arn:aws:iam::111122223333:root" } }],
    });
    expect((await kms.listResourceTags({ KeyId })).Tags).toEqual([{ TagKey: "team", TagValue: "a" }]);
    expect((await kms.listKeys()).Keys).toEqual([{ KeyId, KeyArn: arn }]);
    expect(await kms.getKeyRotationStatus({ KeyId })).toMatchObject({ KeyRotationEnabled: false });
  });

  it("that is scheduled for deletion can't be used, and is disabled when that is cancelled", async () => {
    const { kms, KeyId, arn, records } = await openKms();
    const scheduled = await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 });
    expect(scheduled).toMatchObject({ KeyId: arn, KeyState: "PendingDeletion", PendingWindowInDays: 7 });
    const { KeyMetadata } = await kms.describeKey({ KeyId });
    expect(KeyMetadata).toMatchObject({ KeyState: "PendingDeletion", DeletionDate: scheduled.DeletionDate });
    for (const call of [
      kms.enableKey({ KeyId }),
      kms.scheduleKeyDeletion({ KeyId }),
      kms.disableKeyRotation({ KeyId }),
    ])
      expect(await refusal(call)).toMatchObject({ name: "KMSInvalidStateException" });
    await kms.cancelKeyDeletion({ KeyId });
    const left = await kms.describeKey({ KeyId });
    expect(left.KeyMetadata).toMatchObject({ KeyState: "Disabled" });
    expect(left.KeyMetadata?.DeletionDate).toBeUndefined();
    expect(await refusal(kms.cancelKeyDeletion({ KeyId }))).toMatchObject({
      name: "KMSInvalidStateException",
    });
    expect(records.find(({ eventName }) => eventName === "ScheduleKeyDeletion")).toMatchObject({
      eventSource: "kms.amazonaws.com",
      requestParameters: { keyId: KeyId, pendingWindowInDays: 7 },
      responseElements: { keyId: arn, keyState: "PendingDeletion" },
    });
  });

  it("rotates as it is told to, while it is enabled", async () => {
    const { kms, KeyId } = await openKms();
    await kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 120 });
    expect(await kms.getKeyRotationStatus({ KeyId })).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 120,
    });
    await kms.disableKeyRotation({ KeyId });
    expect(await kms.getKeyRotationStatus({ KeyId })).toMatchObject({ KeyRotationEnabled: false });
    await kms.disableKey({ KeyId });
    expect(await refusal(kms.enableKeyRotation({ KeyId }))).toMatchObject({ name: "DisabledException" });
    await kms.enableKey({ KeyId });
    await kms.enableKeyRotation({ KeyId });
    expect(await kms.getKeyRotationStatus({ KeyId })).toMatchObject({ RotationPeriodInDays: 365 });
  });

  it("keeps the policy that it is given, if it is one", async () => {
    const { kms, KeyId } = await openKms();
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "kms:*", Resource: "*" }],
    });
    await kms.putKeyPolicy({ KeyId, PolicyName: "default", Policy });
    expect((await kms.getKeyPolicy({ KeyId, PolicyName: "default" })).Policy).toBe(Policy);
    for (const wrong of ["{", "{}", JSON.stringify({ Statement: [] })])
      expect(await refusal(kms.putKeyPolicy({ KeyId, Policy: wrong }))).toMatchObject({
        name: "MalformedPolicyDocumentException",
      });
  });

  it("that nobody made is not there", async () => {
    const { kms } = await openKms();
    expect(await refusal(kms.describeKey({ KeyId: "alias/app" }))).toMatchObject({
      name: "NotFoundException",
    });
  });
});
