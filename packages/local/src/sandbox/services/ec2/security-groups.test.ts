import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DeleteVpcCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type Filter,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

async function createGroup(
  ec2: EC2Client,
  GroupName: string,
  VpcId?: string,
  Tags: { Key: string; Value: string }[] = [],
) {
  const { GroupId = "" } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName,
      Description: `group ${GroupName}`,
      VpcId,
      TagSpecifications: [{ ResourceType: "security-group", Tags }],
    }),
  );
  return GroupId;
}

describe("VPCs", () => {
  test("every region has a default VPC, the home region the test VPC, too", async () => {
    const { ec2, client, vpc } = await openTestSandbox();
    const cidrs = async (each: EC2Client) =>
      (await each.send(new DescribeVpcsCommand({}))).Vpcs?.map(({ CidrBlock, IsDefault }) => [
        CidrBlock,
        IsDefault,
      ]).toSorted();
    expect(await cidrs(ec2)).toEqual([
      ["10.234.0.0/24", false],
      ["172.31.0.0/16", true],
    ]);
    expect(await cidrs(client("eu-central-1"))).toEqual([["172.31.0.0/16", true]]);
    const { Vpcs } = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: "tag:Name", Values: ["snapback-test"] }] }),
    );
    expect(Vpcs).toMatchObject([
      {
        VpcId: vpc.vpcId,
        OwnerId: "111122223333",
        State: "available",
        CidrBlock: "10.234.0.0/24",
        Tags: [{ Key: "Name", Value: "snapback-test" }],
      },
    ]);
  });

  test("come with their default group, and go with it", async () => {
    const { ec2 } = await openTestSandbox();
    const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.7.1.1/16" }));
    expect(Vpc).toMatchObject({ CidrBlock: "10.7.0.0/16", State: "pending", IsDefault: false });
    const find = { Filters: [{ Name: "vpc-id", Values: [Vpc?.VpcId ?? ""] }] };
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand(find));
    const [group] = SecurityGroups;
    expect(SecurityGroups).toMatchObject([
      {
        GroupName: "default",
        Description: "default VPC security group",
        IpPermissions: [
          { IpProtocol: "-1", UserIdGroupPairs: [{ GroupId: group?.GroupId, UserId: "111122223333" }] },
        ],
        IpPermissionsEgress: [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
      },
    ]);
    await ec2.send(new DeleteVpcCommand({ VpcId: Vpc?.VpcId }));
    expect((await ec2.send(new DescribeSecurityGroupsCommand(find))).SecurityGroups).toEqual([]);
    expect(await refusal(ec2.send(new DescribeVpcsCommand({ VpcIds: [Vpc?.VpcId ?? ""] })))).toMatchObject({
      name: "InvalidVpcID.NotFound",
      message: `The vpc ID '${Vpc?.VpcId}' does not exist`,
    });
  });

  test("with groups in them stay", async () => {
    const { ec2, vpc } = await openTestSandbox();
    await createGroup(ec2, "web", vpc.vpcId);
    expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId: vpc.vpcId })))).toMatchObject({
      name: "DependencyViolation",
    });
  });

  test.each([
    ["10.0.0.0/8", "InvalidVpc.Range"],
    ["10.0.0.0/29", "InvalidVpc.Range"],
    ["10.0.0/16", "InvalidParameterValue"],
  ])("can't have the range %s", async (CidrBlock, code) => {
    const { ec2 } = await openTestSandbox();
    expect(await refusal(ec2.send(new CreateVpcCommand({ CidrBlock })))).toMatchObject({ name: code });
  });

  test("are not made with what the sandbox doesn't have", async () => {
    const { ec2 } = await openTestSandbox();
    const call = new CreateVpcCommand({ CidrBlock: "10.0.0.0/16", Ipv4IpamPoolId: "ipam-pool-1" });
    expect(await refusal(ec2.send(call))).toMatchObject({
      name: "UnknownParameter",
      message: "The parameter Ipv4IpamPoolId is not recognized by the sandbox",
    });
    const withIpv6 = new CreateVpcCommand({ CidrBlock: "10.0.0.0/16", AmazonProvidedIpv6CidrBlock: true });
    expect(await refusal(ec2.send(withIpv6))).toMatchObject({ name: "InvalidParameterValue" });
  });
});

describe("groups", () => {
  test("begin with the rule that lets everything out", async () => {
    const { ec2, vpc } = await openTestSandbox();
    const GroupId = await createGroup(ec2, "web", vpc.vpcId, [{ Key: "team", Value: "<&>" }]);
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
    expect(SecurityGroups).toEqual([
      {
        GroupId,
        GroupName: "web",
        Description: "group web",
        VpcId: vpc.vpcId,
        OwnerId: "111122223333",
        SecurityGroupArn: `arn:aws:ec2:us-east-1:111122223333:security-group/${GroupId}`,
        Tags: [{ Key: "team", Value: "<&>" }],
        IpPermissions: [],
        IpPermissionsEgress: [
          {
            IpProtocol: "-1",
            IpRanges: [{ CidrIp: "0.0.0.0/0" }],
            Ipv6Ranges: [],
            PrefixListIds: [],
            UserIdGroupPairs: [],
          },
        ],
      },
    ]);
  });

  test.each([
    [{ GroupName: "sg-mine" }, "InvalidParameterValue", /sg-\*/],
    [{ GroupName: "default" }, "InvalidParameterValue", /reserved/],
    [{ GroupName: "emoji 🙂" }, "InvalidParameterValue", /GroupName/],
    [{ GroupName: "a".repeat(256) }, "InvalidParameterValue", /GroupName/],
    [{ Description: "<script>" }, "InvalidParameterValue", /Invalid security group description/],
    [{ Description: undefined }, "MissingParameter", /GroupDescription/],
    [{ VpcId: "vpc-00000000000000000" }, "InvalidVpcID.NotFound", /does not exist/],
    [{ VpcId: "x" }, "InvalidVpcID.Malformed", /expecting "vpc-/],
    [{ TagSpecifications: [{ ResourceType: "vpc" as const }] }, "InvalidParameterValue", /taggable/],
    [
      {
        TagSpecifications: [{ ResourceType: "security-group" as const, Tags: [{ Key: "aws:x", Value: "" }] }],
      },
      "InvalidParameterValue",
      /reserved/,
    ],
  ])("can't be made of %j", async (input, code, message) => {
    const { ec2 } = await openTestSandbox();
    const refused = await refusal(
      ec2.send(new CreateSecurityGroupCommand({ GroupName: "ok", Description: "ok", ...input })),
    );
    expect(refused).toMatchObject({ name: code, message: expect.stringMatching(message) });
  });

  test("have a name of their own in their VPC, whatever its case", async () => {
    const { ec2, vpc } = await openTestSandbox();
    await createGroup(ec2, "web", vpc.vpcId);
    expect(await refusal(createGroup(ec2, "WEB", vpc.vpcId))).toMatchObject({
      name: "InvalidGroup.Duplicate",
    });
    await createGroup(ec2, "web");
  });

  test("are deleted by id, in the default VPC by name; a default group never", async () => {
    const { ec2, vpc } = await openTestSandbox();
    const GroupId = await createGroup(ec2, "web");
    await ec2.send(new DeleteSecurityGroupCommand({ GroupName: "web" }));
    expect(await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupId })))).toMatchObject({
      name: "InvalidGroup.NotFound",
    });
    expect(await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupName: "web" })))).toMatchObject({
      name: "InvalidGroup.NotFound",
      message: expect.stringContaining("does not exist in default VPC"),
    });
    expect(
      await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupId: vpc.defaultGroupId }))),
    ).toMatchObject({
      name: "CannotDelete",
    });
  });

  test("that another one's rule refers to stay, and so they do while nothing but themselves refers to them", async () => {
    const { ec2, vpc } = await openTestSandbox();
    const [GroupId, other] = [await createGroup(ec2, "a", vpc.vpcId), await createGroup(ec2, "b", vpc.vpcId)];
    const IpPermissions = [{ IpProtocol: "-1", UserIdGroupPairs: [{ GroupId }] }];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: other, IpPermissions }));
    expect(await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupId })))).toMatchObject({
      name: "DependencyViolation",
    });
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: other }));
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    const { SecurityGroupRules } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [GroupId, other] }] }),
    );
    expect(SecurityGroupRules).toEqual([]);
  });
});

describe("finding groups", () => {
  /** One group open for SSH to everyone, and one for all of a network's IPv6. */
  async function openGroups() {
    const opened = await openTestSandbox();
    const { ec2, vpc } = opened;
    const open = await createGroup(ec2, "open*door", vpc.vpcId, [{ Key: "Name", Value: "front" }]);
    const closed = await createGroup(ec2, "openXdoor", vpc.vpcId, [{ Key: "owner", Value: "front" }]);
    const permit = (GroupId: string, permission: object) =>
      ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
    await permit(open, { IpProtocol: "tcp", FromPort: 22, ToPort: 23, IpRanges: [{ CidrIp: "0.0.0.0/0" }] });
    await permit(closed, { IpProtocol: "-1", Ipv6Ranges: [{ CidrIpv6: "2001:db8::/32" }] });
    const found = async (...Filters: Filter[]) => {
      const { SecurityGroups = [] } = await ec2.send(
        new DescribeSecurityGroupsCommand({ Filters: [{ Name: "vpc-id", Values: [vpc.vpcId] }, ...Filters] }),
      );
      return SecurityGroups.map(({ GroupName = "" }) => GroupName).toSorted((a, b) => (a < b ? -1 : 1));
    };
    return { ...opened, open, closed, found };
  }

  test.each<[string, string[], string[]]>([
    ["group-name", ["open?door"], ["open*door", "openXdoor"]],
    ["group-name", ["open\\*door"], ["open*door"]],
    ["group-name", ["o*n*d*r"], ["open*door", "openXdoor"]],
    ["group-name", ["open"], []],
    ["group-name", ["def*", "openX*"], ["default", "openXdoor"]],
    ["description", ["group open*"], ["open*door", "openXdoor"]],
    ["owner-id", ["111122223333"], ["default", "open*door", "openXdoor"]],
    ["owner-id", ["999999999999"], []],
    ["tag:Name", ["front"], ["open*door"]],
    ["tag:Name", ["*"], ["open*door"]],
    ["tag-key", ["owner"], ["openXdoor"]],
    ["tag-value", ["front"], ["open*door", "openXdoor"]],
    ["ip-permission.cidr", ["0.0.0.0/0"], ["open*door"]],
    ["ip-permission.from-port", ["22"], ["open*door"]],
    ["ip-permission.to-port", ["23"], ["open*door"]],
    ["ip-permission.protocol", ["tcp"], ["open*door"]],
    ["ip-permission.ipv6-cidr", ["2001:db8::/32"], ["openXdoor"]],
    ["ip-permission.group-name", ["default"], ["default"]],
    ["egress.ip-permission.cidr", ["0.0.0.0/0"], ["default", "open*door", "openXdoor"]],
  ])("filter %s by %j", async (Name, Values, expected) => {
    const { found } = await openGroups();
    expect(await found({ Name, Values })).toEqual(expected);
  });

  test("filters add up", async () => {
    const { found } = await openGroups();
    expect(
      await found({ Name: "tag-value", Values: ["front"] }, { Name: "tag-key", Values: ["owner"] }),
    ).toEqual(["openXdoor"]);
  });

  test("an unknown filter, id or name is refused", async () => {
    const { ec2, found } = await openGroups();
    expect(await refusal(found({ Name: "colour", Values: ["red"] }))).toMatchObject({
      name: "InvalidParameterValue",
      message: "The filter 'colour' is invalid",
    });
    const unknown = new DescribeSecurityGroupsCommand({ GroupIds: ["sg-00000000000000000"] });
    expect(await refusal(ec2.send(unknown))).toMatchObject({ name: "InvalidGroup.NotFound" });
    const malformed = new DescribeSecurityGroupsCommand({ GroupIds: ["web"] });
    expect(await refusal(ec2.send(malformed))).toEqual({
      name: "InvalidGroupId.Malformed",
      message: 'Invalid id: "web" (expecting "sg-...")',
      status: 400,
    });
    const named = new DescribeSecurityGroupsCommand({ GroupNames: ["open*door"] });
    expect(await refusal(ec2.send(named))).toMatchObject({ name: "InvalidGroup.NotFound" });
  });
});

describe("pages", () => {
  test("cover everything once, groups and rules", async () => {
    const { ec2, vpc } = await openTestSandbox();
    const ids = await Promise.all(
      Array.from({ length: 12 }, (_, index) => createGroup(ec2, `group ${index}`, vpc.vpcId)),
    );
    const seen: (string | undefined)[] = [];
    const sizes: number[] = [];
    const filter = { Filters: [{ Name: "group-name", Values: ["group *"] }] };
    for await (const { SecurityGroups = [] } of paginateDescribeSecurityGroups(
      { client: ec2, pageSize: 5 },
      filter,
    )) {
      sizes.push(SecurityGroups.length);
      seen.push(...SecurityGroups.map(({ GroupId }) => GroupId));
    }
    expect(sizes).toEqual([5, 5, 2]);
    expect(seen).toEqual(ids.toSorted());
    const rules: unknown[] = [];
    for await (const { SecurityGroupRules = [] } of paginateDescribeSecurityGroupRules(
      { client: ec2, pageSize: 6 },
      { Filters: [{ Name: "group-id", Values: ids }] },
    )) {
      rules.push(...SecurityGroupRules);
    }
    expect(rules).toHaveLength(12);
  });

  test.each([
    [{ MaxResults: 4 }, "InvalidParameterValue"],
    [{ MaxResults: 1001 }, "InvalidParameterValue"],
    [{ NextToken: "garbage" }, "InvalidPaginationToken"],
    [{ NextToken: Buffer.from('{"after":7}').toString("base64url") }, "InvalidPaginationToken"],
  ])("%j is refused", async (input, code) => {
    const { ec2 } = await openTestSandbox();
    expect(await refusal(ec2.send(new DescribeSecurityGroupsCommand(input)))).toMatchObject({ name: code });
  });
});
