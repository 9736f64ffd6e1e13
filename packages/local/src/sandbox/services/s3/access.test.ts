import {
  DeleteBucketOwnershipControlsCommand,
  DeleteBucketPolicyCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAclCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketPolicyStatusCommand,
  GetPublicAccessBlockCommand,
  PutBucketAclCommand,
  type PutBucketAclCommandInput,
  PutBucketOwnershipControlsCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  type S3Client,
} from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { rawCall, refusal } from "../../test-sandbox.ts";
import { openBucket } from "./test-buckets.ts";

const Host = "web.s3.us-east-1.amazonaws.com";
const xmlns = "http://s3.amazonaws.com/doc/2006-03-01/";
const AllUsers = "http://acs.amazonaws.com/groups/global/AllUsers";
const AuthenticatedUsers = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";

describe("the block of public access", () => {
  test("is put, answered, and taken away", async () => {
    const { s3, Bucket, records } = await openBucket();
    const PublicAccessBlockConfiguration = { BlockPublicAcls: false, IgnorePublicAcls: true };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    const get = new GetPublicAccessBlockCommand({ Bucket });
    const off = {
      BlockPublicAcls: false,
      IgnorePublicAcls: true,
      BlockPublicPolicy: false,
      RestrictPublicBuckets: false,
    };
    expect((await s3.send(get)).PublicAccessBlockConfiguration).toEqual(off);
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    expect(await refusal(s3.send(get))).toMatchObject({
      name: "NoSuchPublicAccessBlockConfiguration",
      status: 404,
    });
    const request = { bucketName: "web", Host, publicAccessBlock: "" };
    expect(records.map(({ eventName, requestParameters }) => [eventName, requestParameters])).toEqual([
      [
        "PutBucketPublicAccessBlock",
        {
          ...request,
          PublicAccessBlockConfiguration: { xmlns, BlockPublicAcls: false, IgnorePublicAcls: true },
        },
      ],
      ["DeleteBucketPublicAccessBlock", request],
      ["DeleteBucketPublicAccessBlock", request],
    ]);
  });
});

describe("ACLs", () => {
  const put = (s3: S3Client, input: Partial<PutBucketAclCommandInput>) =>
    s3.send(new PutBucketAclCommand({ Bucket: "web", ...input }));

  async function openWithAcls() {
    const opened = await openBucket({ ObjectOwnership: "BucketOwnerPreferred" });
    await opened.s3.send(new DeletePublicAccessBlockCommand({ Bucket: "web" }));
    opened.records.length = 0;
    const acl = async () => {
      const { Owner, Grants = [] } = await opened.s3.send(new GetBucketAclCommand({ Bucket: "web" }));
      return { Owner, Grants };
    };
    return { ...opened, acl };
  }

  test("are refused where the owner has everything, as in a new bucket", async () => {
    const { s3 } = await openBucket();
    expect(await refusal(put(s3, { ACL: "private" }))).toMatchObject({
      name: "AccessControlListNotSupported",
      message: "The bucket does not allow ACLs",
      status: 400,
    });
  });

  test.each([
    ["private", []],
    ["public-read", [[AllUsers, "READ"]]],
    [
      "public-read-write",
      [
        [AllUsers, "READ"],
        [AllUsers, "WRITE"],
      ],
    ],
    ["authenticated-read", [[AuthenticatedUsers, "READ"]]],
  ] as const)("%s", async (ACL, expected) => {
    const { s3, acl, records } = await openWithAcls();
    await put(s3, { ACL });
    const { Owner, Grants } = await acl();
    expect(Grants).toEqual([
      { Grantee: { Type: "CanonicalUser", ID: Owner?.ID }, Permission: "FULL_CONTROL" },
      ...expected.map(([URI, Permission]) => ({ Grantee: { Type: "Group", URI }, Permission })),
    ]);
    expect(records).toMatchObject([
      {
        eventName: "PutBucketAcl",
        requestParameters: { bucketName: "web", Host, acl: "", "x-amz-acl": [ACL] },
        responseElements: null,
      },
    ]);
  });

  test("of headers for each permission", async () => {
    const { s3, acl, records } = await openWithAcls();
    const id = "a".repeat(64);
    await put(s3, { GrantRead: `uri="${AllUsers}", id="${id}"`, GrantFullControl: `id=${id}` });
    expect((await acl()).Grants).toEqual([
      { Grantee: { Type: "CanonicalUser", ID: id }, Permission: "FULL_CONTROL" },
      { Grantee: { Type: "Group", URI: AllUsers }, Permission: "READ" },
      { Grantee: { Type: "CanonicalUser", ID: id }, Permission: "READ" },
    ]);
    expect(records[0]?.requestParameters).toMatchObject({
      "x-amz-grant-read": [`uri="${AllUsers}", id="${id}"`],
    });
  });

  test("in the body come back as they were; one grant is recorded as one, and several as a list", async () => {
    const { s3, acl, records } = await openWithAcls();
    const { Owner, Grants } = await acl();
    const everyone = { Grantee: { Type: "Group", URI: AllUsers }, Permission: "READ" } as const;
    await put(s3, { AccessControlPolicy: { Owner, Grants: [everyone] } });
    expect((await acl()).Grants).toEqual([everyone]);
    await put(s3, { AccessControlPolicy: { Owner, Grants: [...Grants, everyone] } });
    expect((await acl()).Grants).toEqual([...Grants, everyone]);
    const recorded = {
      Grantee: {
        "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
        "xsi:type": "Group",
        URI: AllUsers,
      },
      Permission: "READ",
    };
    expect(records.map(({ requestParameters }) => requestParameters)).toEqual([
      {
        bucketName: "web",
        Host,
        acl: "",
        AccessControlPolicy: { xmlns, Owner: { ID: Owner?.ID }, AccessControlList: { Grant: recorded } },
      },
      expect.objectContaining({
        AccessControlPolicy: {
          xmlns,
          Owner: { ID: Owner?.ID },
          AccessControlList: { Grant: [expect.objectContaining({ Permission: "FULL_CONTROL" }), recorded] },
        },
      }),
    ]);
  });

  test.each([
    ["a canned one beside grants", { ACL: "private", GrantRead: `uri=${AllUsers}` }, "InvalidRequest"],
    ["one that is no bucket's", { GrantRead: "uri=http://example.com/everybody" }, "InvalidArgument"],
    ["an address", { GrantRead: "emailAddress=someone@example.com" }, "InvalidArgument"],
    ["an account that is none", { GrantRead: "id=somebody" }, "InvalidArgument"],
    ["none at all", {}, "MissingSecurityHeader"],
    ["another owner's", { AccessControlPolicy: { Owner: { ID: "b" }, Grants: [] } }, "AccessDenied"],
    [
      "a body beside headers",
      { ACL: "private", AccessControlPolicy: { Owner: { ID: "b" }, Grants: [] } },
      "UnexpectedContent",
    ],
  ] as const)("%s is refused", async (_name, input, name) => {
    const { s3 } = await openWithAcls();
    const { AccessControlPolicy, ...headers } = { AccessControlPolicy: undefined, ...input };
    const policy = AccessControlPolicy && {
      Owner: { ...AccessControlPolicy.Owner },
      Grants: [...AccessControlPolicy.Grants],
    };
    expect(
      await refusal(put(s3, { ...headers, ...(policy && { AccessControlPolicy: policy }) })),
    ).toMatchObject({
      name,
    });
  });

  test("have the grantee's kind in an attribute alone", async () => {
    const { url } = await openBucket();
    const answer = await rawCall(url, "s3", "", { method: "GET", path: "/web?acl" });
    expect((await answer.text()).split("\n")[1]).toMatch(
      /^<AccessControlPolicy xmlns="http:\/\/s3.amazonaws.com\/doc\/2006-03-01\/"><Owner><ID>([0-9a-f]{64})<\/ID><\/Owner><AccessControlList><Grant><Grantee xmlns:xsi="http:\/\/www.w3.org\/2001\/XMLSchema-instance" xsi:type="CanonicalUser"><ID>\1<\/ID><\/Grantee><Permission>FULL_CONTROL<\/Permission><\/Grant><\/AccessControlList><\/AccessControlPolicy>$/,
    );
  });

  test("that are public are refused while public ACLs are blocked, others are not", async () => {
    const { s3, Bucket, records } = await openBucket({ ObjectOwnership: "ObjectWriter" });
    expect(await refusal(put(s3, { ACL: "authenticated-read" }))).toEqual({
      name: "AccessDenied",
      message:
        'User: arn:aws:iam::111122223333:user/laptop is not authorized to perform: s3:PutBucketAcl on resource: "arn:aws:s3:::web" because public access control lists (ACLs) are blocked by the BlockPublicAcls block public access setting.',
      status: 403,
    });
    expect(records).toMatchObject([
      { errorCode: "AccessDenied", requestParameters: { "x-amz-acl": ["authenticated-read"] } },
    ]);
    await put(s3, { ACL: "private" });
    const PublicAccessBlockConfiguration = { BlockPublicAcls: false, IgnorePublicAcls: true };
    await s3.send(new PutPublicAccessBlockCommand({ Bucket, PublicAccessBlockConfiguration }));
    await put(s3, { ACL: "authenticated-read" });
  });

  test("end where ownership is enforced, unless somebody else has a grant", async () => {
    const { s3, acl } = await openWithAcls();
    const rules = (ObjectOwnership: "BucketOwnerEnforced" | "ObjectWriter") =>
      new PutBucketOwnershipControlsCommand({
        Bucket: "web",
        OwnershipControls: { Rules: [{ ObjectOwnership }] },
      });
    await put(s3, { ACL: "public-read" });
    expect(await refusal(s3.send(rules("BucketOwnerEnforced")))).toMatchObject({
      name: "InvalidBucketAclWithObjectOwnership",
    });
    await s3.send(rules("ObjectWriter"));
    expect((await acl()).Grants).toHaveLength(2);
    await put(s3, { ACL: "private" });
    await s3.send(rules("BucketOwnerEnforced"));
    await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket: "web" }));
    const get = new GetBucketOwnershipControlsCommand({ Bucket: "web" });
    expect(await refusal(s3.send(get))).toMatchObject({
      name: "OwnershipControlsNotFoundError",
      status: 404,
    });
    await put(s3, { ACL: "public-read" });
  });
});

describe("a policy", () => {
  const statement = {
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::web/*",
  };
  const publicPolicy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const ownPolicy = `{ "Statement": ${JSON.stringify({ ...statement, Principal: { AWS: "111122223333" } })} }`;
  const put = (s3: S3Client, Policy: string) =>
    s3.send(new PutBucketPolicyCommand({ Bucket: "web", Policy }));

  test("comes back character for character, and is recorded as an object", async () => {
    const { s3, Bucket, records } = await openBucket();
    await put(s3, ownPolicy);
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(ownPolicy);
    const { PolicyStatus } = await s3.send(new GetBucketPolicyStatusCommand({ Bucket }));
    expect(PolicyStatus).toEqual({ IsPublic: false });
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    await s3.send(new DeleteBucketPolicyCommand({ Bucket }));
    for (const call of [
      new GetBucketPolicyCommand({ Bucket }),
      new GetBucketPolicyStatusCommand({ Bucket }),
    ]) {
      expect(await refusal(s3.send(call))).toMatchObject({ name: "NoSuchBucketPolicy", status: 404 });
    }
    const request = { bucketName: "web", Host, policy: "" };
    expect(records.map(({ eventName, requestParameters }) => [eventName, requestParameters])).toEqual([
      ["PutBucketPolicy", { ...request, bucketPolicy: JSON.parse(ownPolicy) }],
      ["DeleteBucketPolicy", request],
      ["DeleteBucketPolicy", request],
    ]);
  });

  test.each(["*", "arn:aws:s3:::we*/a", "arn:aws:s3:::web"])("may be about %s", async (resource) => {
    const { s3, Bucket } = await openBucket();
    const policy = ownPolicy.replace("arn:aws:s3:::web/*", resource);
    await put(s3, policy);
    expect((await s3.send(new GetBucketPolicyCommand({ Bucket }))).Policy).toBe(policy);
  });

  test("that is public is refused while public policies are blocked", async () => {
    const { s3, Bucket, records } = await openBucket();
    expect(await refusal(put(s3, publicPolicy))).toEqual({
      name: "AccessDenied",
      message:
        'User: arn:aws:iam::111122223333:user/laptop is not authorized to perform: s3:PutBucketPolicy on resource: "arn:aws:s3:::web" because public policies are blocked by the BlockPublicPolicy block public access setting.',
      status: 403,
    });
    expect(records).toMatchObject([
      { errorCode: "AccessDenied", requestParameters: { bucketPolicy: JSON.parse(publicPolicy) } },
    ]);
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket }));
    await put(s3, publicPolicy);
    const { PolicyStatus } = await s3.send(new GetBucketPolicyStatusCommand({ Bucket }));
    expect(PolicyStatus).toEqual({ IsPublic: true });
  });

  test.each([
    ["no JSON", "nothing", /valid JSON/],
    ["white space before it", ` ${ownPolicy}`, /first byte/],
    ["no statement", "{}", /Statement/],
    ["another bucket", ownPolicy.replace(":::web/", ":::web2/"), /invalid resource/],
    ["no principal", ownPolicy.replace("Principal", "Sid2"), /Principal/],
    ["no action", ownPolicy.replace("Action", "Sid2"), /Action/],
    ["no resource", ownPolicy.replace("Resource", "Sid2"), /Resource/],
    ["an unknown effect", ownPolicy.replace("Allow", "allow"), /Effect/],
    ["too much", ownPolicy.replace("GetObject", "G".repeat(20_480)), /20480 bytes/],
  ])("with %s is malformed", async (_name, policy, why) => {
    const { s3 } = await openBucket();
    expect(await refusal(put(s3, policy))).toMatchObject({
      name: "MalformedPolicy",
      message: expect.stringMatching(why),
      status: 400,
    });
  });
});
