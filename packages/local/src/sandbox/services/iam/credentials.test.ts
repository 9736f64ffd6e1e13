import { IAM } from "@aws-sdk/client-iam";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const Password = "Not-A-Secret-1!";
const codes = { AuthenticationCode1: "123456", AuthenticationCode2: "654321" };
const missing = { name: "NoSuchEntityException", status: 404 };
const conflict = { name: "DeleteConflictException", status: 409 };
const arn = "arn:aws:iam::111122223333:root";
const root = { type: "Root", principalId: "111122223333", arn, accountId: "111122223333" };

async function openUsers() {
  const opened = await openTestSandbox({
    now: () => new Date("2026-11-24T08:00:00Z"),
    identities: { ASIAROOT: root, ASIAROLE: { ...root, type: "AssumedRole" } },
  });
  const iam = opened.sdk(IAM);
  await iam.createUser({ UserName: "ada" });
  await iam.createUser({ UserName: "laptop" });
  return { ...opened, iam };
}

describe("access keys", () => {
  test("are made, deactivated and deleted, and their secret is in no record", async () => {
    const { iam, sandbox, records } = await openUsers();
    const { AccessKey } = await iam.createAccessKey({ UserName: "ada" });
    const AccessKeyId = AccessKey?.AccessKeyId ?? "";
    expect(AccessKeyId).toMatch(/^AKIA\w{16}$/);
    expect(AccessKey).toMatchObject({ UserName: "ada", Status: "Active" });
    expect(AccessKey?.SecretAccessKey).toHaveLength(40);
    expect(records.at(-1)).toMatchObject({
      requestParameters: { userName: "ada" },
      responseElements: {
        accessKey: {
          userName: "ada",
          accessKeyId: AccessKeyId,
          status: "Active",
          createDate: "Nov 24, 2026 8:00:00 AM",
        },
      },
    });
    await iam.updateAccessKey({ UserName: "ada", AccessKeyId, Status: "Inactive" });
    const { AccessKeyMetadata } = await iam.listAccessKeys({ UserName: "ada" });
    expect(AccessKeyMetadata).toEqual([
      {
        UserName: "ada",
        AccessKeyId,
        Status: "Inactive",
        CreateDate: new Date("2026-11-24T08:00:00Z"),
      },
    ]);
    expect(await refusal(iam.deleteUser({ UserName: "ada" }))).toMatchObject(conflict);
    await iam.deleteAccessKey({ UserName: "ada", AccessKeyId });
    expect((await iam.listAccessKeys({ UserName: "ada" })).AccessKeyMetadata).toEqual([]);
    expect(await refusal(iam.deleteAccessKey({ UserName: "ada", AccessKeyId }))).toMatchObject(missing);
    expect(JSON.stringify([records, sandbox.calls()])).not.toContain(AccessKey?.SecretAccessKey);
    await iam.deleteUser({ UserName: "ada" });
  });

  test("are the caller's where nobody is named, and nobody else's", async () => {
    const { iam, sdk } = await openUsers();
    const own = await iam.createAccessKey({});
    expect(own.AccessKey?.UserName).toBe("laptop");
    const ofRoot = sdk(IAM, "us-east-1", "ASIAROOT");
    const { AccessKey } = await ofRoot.createAccessKey({});
    expect(AccessKey?.UserName).toBeUndefined();
    const { AccessKeyId } = AccessKey ?? {};
    expect((await ofRoot.listAccessKeys({})).AccessKeyMetadata).toMatchObject([{ AccessKeyId }]);
    expect((await iam.getAccountSummary({})).SummaryMap).toMatchObject({ AccountAccessKeysPresent: 1 });
    const change = { AccessKeyId, Status: "Inactive" } as const;
    expect(await refusal(iam.updateAccessKey(change))).toMatchObject(missing);
    await ofRoot.deleteAccessKey({ AccessKeyId });
    expect((await iam.getAccountSummary({})).SummaryMap).toMatchObject({ AccountAccessKeysPresent: 0 });
    const ofRole = sdk(IAM, "us-east-1", "ASIAROLE");
    expect(await refusal(ofRole.createAccessKey({}))).toMatchObject({ name: "ValidationError" });
  });

  test("are two at most", async () => {
    const { url } = await openUsers();
    const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
    const once = new IAM({ endpoint: url, region: "us-east-1", credentials, maxAttempts: 1 });
    for (let made = 0; made < 2; made++) await once.createAccessKey({ UserName: "ada" });
    expect(await refusal(once.createAccessKey({ UserName: "ada" }))).toMatchObject({
      name: "LimitExceededException",
    });
    once.destroy();
  });
});

test("passwords are there or not, and what they are is kept nowhere", async () => {
  const { iam, sandbox, storage, records } = await openUsers();
  expect(await refusal(iam.getLoginProfile({ UserName: "ada" }))).toMatchObject(missing);
  await iam.createLoginProfile({ UserName: "ada", Password });
  expect(records.at(-1)).toMatchObject({
    requestParameters: { userName: "ada", passwordResetRequired: false },
    responseElements: {
      loginProfile: {
        userName: "ada",
        createDate: "Nov 24, 2026 8:00:00 AM",
        passwordResetRequired: false,
      },
    },
  });
  expect(await refusal(iam.createLoginProfile({ UserName: "ada", Password }))).toMatchObject({
    name: "EntityAlreadyExistsException",
  });
  await iam.updateLoginProfile({ UserName: "ada", Password: `${Password}2`, PasswordResetRequired: true });
  expect(records.at(-1)).toMatchObject({
    requestParameters: { userName: "ada", passwordResetRequired: true },
    responseElements: null,
  });
  await iam.updateLoginProfile({ UserName: "ada", Password });
  const { LoginProfile } = await iam.getLoginProfile({ UserName: "ada" });
  expect(LoginProfile).toEqual({
    UserName: "ada",
    CreateDate: new Date("2026-11-24T08:00:00Z"),
    PasswordResetRequired: true,
  });
  const kept = JSON.stringify([records, sandbox.calls(), await storage.entries("")]);
  expect(kept).toContain("CreateLoginProfile");
  expect(kept).not.toContain(Password);
  expect(await refusal(iam.deleteUser({ UserName: "ada" }))).toMatchObject(conflict);
  await iam.deleteLoginProfile({ UserName: "ada" });
  expect(await refusal(iam.deleteLoginProfile({ UserName: "ada" }))).toMatchObject(missing);
  expect(await refusal(iam.updateLoginProfile({ UserName: "ada", Password }))).toMatchObject(missing);
});

test("MFA devices are made, registered, taken away and deleted", async () => {
  const { iam, sandbox, records } = await openUsers();
  const { VirtualMFADevice } = await iam.createVirtualMFADevice({
    VirtualMFADeviceName: "phone",
    Path: "/a/",
  });
  const SerialNumber = "arn:aws:iam::111122223333:mfa/a/phone";
  expect(VirtualMFADevice).toEqual({ SerialNumber });
  expect(records.at(-1)).toMatchObject({
    requestParameters: { virtualMFADeviceName: "phone", path: "/a/" },
    responseElements: { virtualMFADevice: { serialNumber: SerialNumber } },
  });
  expect(
    await refusal(iam.createVirtualMFADevice({ VirtualMFADeviceName: "phone", Path: "/a/" })),
  ).toMatchObject({ name: "EntityAlreadyExistsException" });
  const device = { UserName: "ada", SerialNumber };
  expect(await refusal(iam.deactivateMFADevice(device))).toMatchObject(missing);
  await iam.enableMFADevice({ ...device, ...codes });
  expect(records.at(-1)?.requestParameters).toEqual({ userName: "ada", serialNumber: SerialNumber });
  expect(JSON.stringify(sandbox.calls())).not.toContain("654321");
  expect(await refusal(iam.enableMFADevice({ ...device, ...codes }))).toMatchObject({
    name: "EntityAlreadyExistsException",
  });
  expect((await iam.listMFADevices({ UserName: "ada" })).MFADevices).toEqual([
    { ...device, EnableDate: new Date("2026-11-24T08:00:00Z") },
  ]);
  expect((await iam.listMFADevices({})).MFADevices).toEqual([]);
  expect((await iam.getAccountSummary({})).SummaryMap).toMatchObject({
    Users: 2,
    MFADevices: 1,
    MFADevicesInUse: 1,
    AccountMFAEnabled: 0,
  });
  expect(await refusal(iam.deleteVirtualMFADevice({ SerialNumber }))).toMatchObject(conflict);
  expect(await refusal(iam.deleteUser({ UserName: "ada" }))).toMatchObject(conflict);
  expect(await refusal(iam.deactivateMFADevice({ SerialNumber }))).toMatchObject(missing);
  await iam.deactivateMFADevice(device);
  expect((await iam.listMFADevices({ UserName: "ada" })).MFADevices).toEqual([]);
  await iam.deleteVirtualMFADevice({ SerialNumber });
  expect(await refusal(iam.deleteVirtualMFADevice({ SerialNumber }))).toMatchObject(missing);
  await iam.deleteUser({ UserName: "ada" });
});
