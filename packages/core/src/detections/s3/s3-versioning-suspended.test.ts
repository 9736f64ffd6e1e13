import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import detection from "./s3-versioning-suspended.ts";

const judged = judgedBy(detection, "s3.amazonaws.com");
const resource = { arn: "arn:aws:s3:::web", type: "AWS::S3::Bucket", id: "web" };
const put = (VersioningConfiguration: unknown, fields: object = {}) =>
  judged("PutBucketVersioning", {
    requestParameters: { bucketName: "web", versioning: "", VersioningConfiguration },
    ...fields,
  });

describe("s3-versioning-suspended", () => {
  it("finds a bucket whose versioning is suspended", () => {
    expect(put({ xmlns: "http://s3.amazonaws.com/doc/2006-03-01/", Status: "Suspended" })).toMatchObject({
      violations: [
        {
          resource,
          fingerprint: "suspended",
          severity: "medium",
          evidence: { bucket: "web", wrong: "suspended" },
        },
      ],
      suspicions: [],
    });
  });

  it("asks whether MFA delete was on, where it is said to be off", () => {
    for (const name of ["MfaDelete", "MFADelete"])
      expect(put({ Status: "Enabled", [name]: "Disabled" })).toMatchObject({
        violations: [],
        suspicions: [{ ask: { bucket: "web", about: "mfa-delete-off" } }],
      });
    expect(put({ Status: "Suspended", MfaDelete: "Disabled" })).toMatchObject({
      violations: [{ fingerprint: "suspended" }],
      suspicions: [{ ask: { about: "mfa-delete-off" } }],
    });
  });

  it("keeps that MFA delete is on", () => {
    expect(put({ Status: "Enabled", MfaDelete: "Enabled" })).toEqual({
      ...shownNothing,
      baselines: [{ resource: resource.arn, aspect: "mfa-delete", value: { on: true } }],
    });
  });

  it.each([
    ["the inverse call", put({ Status: "Enabled" })],
    ["a call that failed", put({ Status: "Suspended" }, { errorCode: "AccessDenied" })],
    ["garbage", put({ Status: ["Suspended"], MfaDelete: {} })],
    ["nothing", put({}, { requestParameters: null })],
  ])("finds nothing in %s", (_what, shown) => {
    expect(shown).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name", () => {
    const requestParameters = { bucketName: "web", VersioningConfiguration: { Status: "Suspended" } };
    const other = judgedBy(detection, "s3-outposts.amazonaws.com");
    expect(other("PutBucketVersioning", { requestParameters })).toEqual(shownNothing);
  });

  it("asks where the configuration is left out", () => {
    for (const left of [undefined, "", []])
      expect(put(left)).toMatchObject({
        violations: [],
        suspicions: [{ ask: { bucket: "web", about: "suspended" } }],
      });
  });
});

describe("a bucket without versions", () => {
  let account: S3Account;
  const set = (VersioningConfiguration: { [name: string]: string }) =>
    account.send("PutBucketVersioning", {
      Bucket: "web",
      VersioningConfiguration,
      ...(VersioningConfiguration.MFADelete && { MFA: "arn:aws:iam::111122223333:mfa/root 123456" }),
    });
  beforeEach(async () => {
    account = await openS3Account();
    await account.send("CreateBucket", { Bucket: "web" });
    await set({ Status: "Enabled" });
  });
  afterEach(() => account.close());

  it("has them again, until the undo", async () => {
    await set({ Status: "Suspended" });
    const found = await account.one(detection);
    const { state, plan } = await account.inspect(detection, found);
    expect(state).toEqual({ versioning: "Suspended", mfaDelete: "Disabled" });
    await account.run(plan?.steps);
    const after = await account.inspect(detection, found);
    expect(after).toEqual({ state: { versioning: "Enabled", mfaDelete: "Disabled" }, baselines: [] });
    await account.run(plan?.undo);
    expect((await account.inspect(detection, found)).state).toEqual(state);
  });

  it("is found by a sweep under the same key; one that never had them is not", async () => {
    await set({ Status: "Suspended" });
    const found = await account.one(detection);
    await account.send("CreateBucket", { Bucket: "plain" });
    const swept = await account.sweep(detection);
    expect(swept.flatMap(({ violations }) => violations)).toEqual([found]);
    expect(swept.map((one) => one.resource)).toContain("arn:aws:s3:::plain");
    expect(await detection.assess({ bucket: "web", about: "suspended" }, account.live, {})).toEqual([found]);
    await set({ Status: "Enabled" });
    expect(await detection.assess({ bucket: "web", about: "suspended" }, account.live, {})).toEqual([]);
  });

  it("is for root to put right where deleting takes an MFA device", async () => {
    await set({ Status: "Enabled", MFADelete: "Enabled" });
    await account.send("PutBucketVersioning", {
      Bucket: "web",
      VersioningConfiguration: { Status: "Suspended" },
      MFA: "arn:aws:iam::111122223333:mfa/root 123456",
    });
    const found = await account.one(detection);
    const { plan, stuck, baselines } = await account.inspect(detection, found);
    expect(plan).toBeUndefined();
    expect(stuck).toContain("root");
    expect(baselines).toEqual([{ resource: resource.arn, aspect: "mfa-delete", value: { on: true } }]);
  });

  it("is found where MFA delete is known to have been on, and is for root to put right", async () => {
    await set({ Status: "Enabled", MFADelete: "Enabled" });
    const swept = (await account.sweep(detection)).find((one) => one.resource === resource.arn);
    expect(swept).toMatchObject({ violations: [], baselines: [{ aspect: "mfa-delete" }] });
    await set({ Status: "Enabled", MFADelete: "Disabled" });
    const [latest] = account.records.slice(-1);
    if (!latest) throw new Error("it is recorded");
    expect(await account.found(detection, latest)).toEqual([]);
    const found = await account.one(detection, { baselines: swept?.baselines ?? [] });
    expect(found).toMatchObject({ fingerprint: "mfa-delete-off" });
    expect((await account.inspect(detection, found)).stuck).toContain("root");
    await set({ Status: "Enabled", MFADelete: "Enabled" });
    expect((await account.inspect(detection, found)).stuck).toBeUndefined();
    expect(await account.found(detection, latest, { baselines: swept?.baselines ?? [] })).toEqual([]);
  });
});
