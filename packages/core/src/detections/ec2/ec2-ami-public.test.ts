import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ec2Record, parsed, record } from "../../../test/records.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./ec2-ami-public.ts";

const ID = "ami-0a1b2c3d4e5f60718";
const OTHER = "999999999999";
const ORGANIZATION = `arn:aws:organizations::${OTHER}:organization/o-abcdefghij`;
const UNIT = `arn:aws:organizations::${OTHER}:ou/o-abcdefghij/ou-ab12-cdefghij`;

const judge = (requestParameters: unknown, fields: Record<string, unknown> = {}, parameters: unknown = {}) =>
  detection.detect(
    parsed(
      ec2Record("ModifyImageAttribute", {
        requestParameters,
        responseElements: { _return: true },
        ...fields,
      }),
    ),
    place,
    parameters,
  );
const nothing = { violations: [], suspicions: [] };
const added = (...items: unknown[]) => ({
  attributeType: "launchPermission",
  imageId: ID,
  launchPermission: { add: { items } },
});
const fingerprints = (requestParameters: unknown, parameters: unknown = {}) =>
  judge(requestParameters, {}, parameters).violations.map(({ fingerprint }) => fingerprint);

describe("a call that shares an image", () => {
  it("with everyone is critical, with an account or an organization of medium severity", () => {
    const grantees = [
      { group: "all" },
      { userId: OTHER },
      { organizationArn: ORGANIZATION },
      { organizationalUnitArn: UNIT },
    ];
    expect(judge(added(...grantees)).violations).toMatchObject([
      {
        resource: { arn: `arn:aws:ec2:us-east-1::image/${ID}`, type: "AWS::EC2::Image", id: ID },
        fingerprint: "public",
        severity: "critical",
        summary: `Image ${ID} is shared with everyone`,
      },
      { fingerprint: `UserId/${OTHER}`, severity: "medium" },
      { fingerprint: `OrganizationArn/${ORGANIZATION}`, severity: "medium" },
      { fingerprint: `OrganizationalUnitArn/${UNIT}`, severity: "medium" },
    ]);
  });

  it("may share with allowed organizations, whole or in part", () => {
    const parameters = { allowedOrganizations: ["o-abcdefghij"] };
    const grantees = added({ organizationArn: ORGANIZATION }, { organizationalUnitArn: UNIT });
    expect(fingerprints(grantees, parameters)).toEqual([]);
    expect(fingerprints(grantees, { allowedOrganizations: ["o-0123456789"] })).toHaveLength(2);
    expect(fingerprints(added({ userId: OTHER }), { allowedAccounts: [OTHER] })).toEqual([]);
  });

  it.each([
    ["takes a share away", { imageId: ID, launchPermission: { remove: { items: [{ group: "all" }] } } }],
    ["describes it", { imageId: ID, attributeType: "description", description: { value: "all" } }],
    ["names a strange image", { ...added({ group: "all" }), imageId: `${ID}/x` }],
    ["names a strange organization", added({ organizationArn: "arn:aws:organizations::1:root/r-1" })],
  ])("that %s is none", (_what, requestParameters) => {
    expect(judge(requestParameters)).toEqual(nothing);
  });

  it("that failed is none", () => {
    expect(judge(added({ group: "all" }), { errorCode: "Client.OperationNotPermitted" })).toEqual(nothing);
  });

  it("that says it in an unknown way is a question for the live account", () => {
    expect(judge({ imageId: ID, attributeType: "launchPermission" }).suspicions).toMatchObject([
      { ask: { id: ID, account: place.account } },
    ]);
  });

  it("of another service, or of another name, is not listened to", () => {
    const listening = listeners([detection]);
    const listened = (source: string, name: string) => isListenedTo(parsed(record(source, name)), listening);
    expect(listened("ec2.amazonaws.com", "ModifyImageAttribute")).toBe(true);
    expect(listened("imagebuilder.amazonaws.com", "ModifyImageAttribute")).toBe(false);
    expect(listened("ec2.amazonaws.com", "ResetImageAttribute")).toBe(false);
  });
});

describe("a shared image in an account", () => {
  let account: Ec2Account;
  beforeAll(async () => {
    account = await openEc2Account();
  });
  afterAll(() => account.close());

  async function newImage(): Promise<string> {
    const { ImageId = "" } = await account.ec2.registerImage({ Name: "an-image" });
    return ImageId;
  }
  async function share(ImageId: string, ...Add: object[]) {
    await account.ec2.modifyImageAttribute({ ImageId, LaunchPermission: { Add } });
    return account.found(detection, account.latest());
  }
  const permissionsOf = async (ImageId: string) =>
    (await account.ec2.describeImageAttribute({ ImageId, Attribute: "launchPermission" })).LaunchPermissions;

  it.each([
    ["everyone", { Group: "all" }],
    ["an account", { UserId: OTHER }],
    ["an organization", { OrganizationArn: ORGANIZATION }],
    ["a part of one", { OrganizationalUnitArn: UNIT }],
  ])("is shared with %s no more, and again after the undo", async (whom, permission) => {
    const id = await newImage();
    await account.ec2.modifyImageAttribute({
      ImageId: id,
      LaunchPermission: { Add: [{ UserId: "888888888888" }] },
    });
    const found = (await share(id, permission)).at(-1);
    if (!found) throw new Error("it is found");
    const { plan, state } = await account.inspect(detection, found);
    expect(plan?.confirm === undefined).toBe(whom === "everyone");
    await account.run(plan?.steps);
    expect(await permissionsOf(id)).toEqual([{ UserId: "888888888888" }]);
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    await account.run(plan?.undo, "undo");
    expect((await account.inspect(detection, found)).state).toEqual(state);
  });

  it("that is gone is safe", async () => {
    const id = await newImage();
    const [found] = await share(id, { Group: "all" });
    if (!found) throw new Error("it is found");
    await account.ec2.deregisterImage({ ImageId: id });
    expect(await account.inspect(detection, found)).toEqual({ state: { id, gone: true } });
    expect(await detection.assess({ id, account: place.account }, account.live, {})).toEqual([]);
  });

  it("that is gone is safe in the word that EC2 has for one that was there", async () => {
    await account.refuse("DescribeImageAttribute", "InvalidAMIID.Unavailable");
    const ask = { id: ID, account: place.account };
    expect(await detection.assess(ask, account.live, {})).toEqual([]);
    await account.refuse("DescribeImageAttribute", "AuthFailure");
    await expect(detection.assess(ask, account.live, {})).rejects.toMatchObject({ name: "AuthFailure" });
  });

  it("answers questions, and is swept, as the call said it; Amazon's own images are not swept", async () => {
    const [shared, own] = [await newImage(), await newImage()];
    const violations = await share(shared, { Group: "all" }, { OrganizationArn: ORGANIZATION });
    expect(violations).toHaveLength(2);
    expect(await detection.assess({ id: shared, account: place.account }, account.live, {})).toEqual(
      violations,
    );
    const swept = await account.sweep(detection);
    const of = (id: string) => swept.filter(({ resource }) => resource.endsWith(id));
    expect(of(shared)).toEqual([{ resource: violations[0]?.resource.arn, violations }]);
    expect(of(own)).toEqual([{ resource: `arn:aws:ec2:us-east-1::image/${own}`, violations: [] }]);
    const { Images: amazons = [] } = await account.ec2.describeImages({ Owners: ["amazon"] });
    expect(amazons).toHaveLength(1);
    expect(of(amazons[0]?.ImageId ?? "")).toEqual([]);
  });

  it("has tags that exemptions can go by", async () => {
    const id = await newImage();
    await account.ec2.createTags({ Resources: [id], Tags: [{ Key: "kind", Value: "base" }] });
    const resource = { arn: "", type: "AWS::EC2::Image", id };
    expect(await detection.response?.tags?.(resource, account.live)).toEqual({ kind: "base" });
  });
});
