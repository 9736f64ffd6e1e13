import {
  CreateTagsCommand,
  DeleteTagsCommand,
  DescribeAccountAttributesCommand,
  DescribeRegionsCommand,
  DescribeTagsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

async function tagsOf(ec2: EC2Client, resourceId: string) {
  const { Tags = [] } = await ec2.send(
    new DescribeTagsCommand({ Filters: [{ Name: "resource-id", Values: [resourceId] }] }),
  );
  return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]));
}

describe("tags", () => {
  test("carry any text, as it is", async () => {
    const { ec2, vpc } = await openTestSandbox();
    const hostile = `<a href="x">&amp; 'q' ]]> \u{1f642}\r\nnew line\t`;
    await ec2.send(
      new CreateTagsCommand({ Resources: [vpc.vpcId], Tags: [{ Key: hostile, Value: hostile }] }),
    );
    expect(await tagsOf(ec2, vpc.vpcId)).toEqual({ Name: "snapback-test", [hostile]: hostile });
  });

  test("with characters that XML can't carry don't break the answer", async () => {
    const { ec2, vpc } = await openTestSandbox();
    await ec2.send(
      new CreateTagsCommand({ Resources: [vpc.vpcId], Tags: [{ Key: "k", Value: "a\u0000\u0008\uffffb" }] }),
    );
    expect(await tagsOf(ec2, vpc.vpcId)).toMatchObject({ k: "a\ufffd\ufffd\ufffdb" });
  });

  test("are replaced by their keys, on several resources at once or on none", async () => {
    const { ec2, vpc } = await openTestSandbox();
    const Resources = [vpc.vpcId, vpc.defaultGroupId];
    await ec2.send(new CreateTagsCommand({ Resources, Tags: [{ Key: "Name", Value: "new" }] }));
    expect(await tagsOf(ec2, vpc.vpcId)).toEqual({ Name: "new" });
    expect(await tagsOf(ec2, vpc.defaultGroupId)).toEqual({ Name: "new" });
    const withUnknown = {
      Resources: [vpc.vpcId, "sg-00000000000000000"],
      Tags: [{ Key: "Name", Value: "other" }],
    };
    expect(await refusal(ec2.send(new CreateTagsCommand(withUnknown)))).toMatchObject({
      name: "InvalidGroup.NotFound",
    });
    expect(await tagsOf(ec2, vpc.vpcId)).toEqual({ Name: "new" });
  });

  test.each<[string, { Key?: string; Value?: string }[] | undefined, object]>([
    ["a key alone: whatever the value", [{ Key: "a" }], { Name: "snapback-test", b: "" }],
    ["a key and its value", [{ Key: "a", Value: "1" }], { Name: "snapback-test", b: "" }],
    ["another value: nothing", [{ Key: "a", Value: "2" }], { Name: "snapback-test", a: "1", b: "" }],
    [
      "an empty value: only where it is empty",
      [
        { Key: "a", Value: "" },
        { Key: "b", Value: "" },
      ],
      { Name: "snapback-test", a: "1" },
    ],
    ["no tags: all of them", undefined, {}],
  ])("deleted by %s", async (_name, Tags, left) => {
    const { ec2, vpc } = await openTestSandbox();
    const Resources = [vpc.vpcId];
    await ec2.send(
      new CreateTagsCommand({
        Resources,
        Tags: [
          { Key: "a", Value: "1" },
          { Key: "b", Value: "" },
        ],
      }),
    );
    await ec2.send(new DeleteTagsCommand({ Resources, Tags }));
    expect(await tagsOf(ec2, vpc.vpcId)).toEqual(left);
  });

  test("are found by their own filters", async () => {
    const { ec2, vpc } = await openTestSandbox();
    await ec2.send(
      new CreateTagsCommand({ Resources: [vpc.defaultGroupId], Tags: [{ Key: "team", Value: "blue" }] }),
    );
    for (const [Name, value] of [
      ["key", "te?m"],
      ["value", "blue"],
      ["resource-type", "security-group"],
      ["tag:team", "blue"],
    ]) {
      const { Tags } = await ec2.send(
        new DescribeTagsCommand({ Filters: [{ Name, Values: [value ?? ""] }] }),
      );
      expect(Tags).toEqual([
        { Key: "team", Value: "blue", ResourceId: vpc.defaultGroupId, ResourceType: "security-group" },
      ]);
    }
  });

  test.each([
    ["subnet-00000000000000000", [{ Key: "a", Value: "b" }], "InvalidID"],
    [undefined, [{ Key: "aws:a", Value: "b" }], "InvalidParameterValue"],
    [undefined, [{ Key: "a".repeat(129), Value: "b" }], "InvalidParameterValue"],
    [undefined, [{ Key: "a", Value: "b".repeat(257) }], "InvalidParameterValue"],
    [undefined, [{ Value: "b" }], "MissingParameter"],
    [
      undefined,
      Array.from({ length: 50 }, (_, index) => ({ Key: `k${index}`, Value: "" })),
      "TagLimitExceeded",
    ],
  ])("on %s: %j are refused", async (resource, Tags, code) => {
    const { ec2, vpc } = await openTestSandbox();
    const call = new CreateTagsCommand({ Resources: [resource ?? vpc.vpcId], Tags });
    expect(await refusal(ec2.send(call))).toMatchObject({ name: code });
  });
});

test("regions and account attributes", async () => {
  const { ec2, client } = await openTestSandbox();
  const { Regions = [] } = await ec2.send(
    new DescribeRegionsCommand({ Filters: [{ Name: "region-name", Values: ["eu-*"] }] }),
  );
  expect(Regions.map(({ RegionName }) => RegionName)).toContain("eu-central-1");
  expect((await ec2.send(new DescribeRegionsCommand({ RegionNames: ["us-east-1"] }))).Regions).toEqual([
    { RegionName: "us-east-1", Endpoint: "ec2.us-east-1.amazonaws.com", OptInStatus: "opt-in-not-required" },
  ]);
  const abroad = client("il-central-1").send(new DescribeRegionsCommand({ RegionNames: ["il-central-1"] }));
  expect((await abroad).Regions).toHaveLength(1);
  expect(await refusal(ec2.send(new DescribeRegionsCommand({ RegionNames: ["moon-1"] })))).toMatchObject({
    name: "InvalidParameterValue",
  });
  const attributes = new DescribeAccountAttributesCommand({ AttributeNames: ["supported-platforms"] });
  expect((await ec2.send(attributes)).AccountAttributes).toEqual([
    { AttributeName: "supported-platforms", AttributeValues: [{ AttributeValue: "VPC" }] },
  ]);
});
