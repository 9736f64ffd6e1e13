import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  type AuthorizeSecurityGroupIngressCommandInput,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeVpcsCommand,
  type EC2Client,
  type IpPermission,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

async function openGroup() {
  const opened = await openTestSandbox();
  const { ec2, vpc } = opened;
  const { GroupId = "" } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: "web", Description: "for tests", VpcId: vpc.vpcId }),
  );
  const authorize = (input: Omit<AuthorizeSecurityGroupIngressCommandInput, "GroupId">) =>
    ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...input }));
  return {
    ...opened,
    GroupId,
    authorize,
    permit: (...IpPermissions: IpPermission[]) => authorize({ IpPermissions }),
  };
}

async function ingressOf(ec2: EC2Client, groupId: string) {
  const { SecurityGroupRules = [] } = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: "group-id", Values: [groupId] }] }),
  );
  return SecurityGroupRules.filter((rule) => rule.IsEgress === false);
}

const ssh = { IpProtocol: "tcp", FromPort: 22, ToPort: 22 };

describe("authorize", () => {
  test("the shorthand makes one rule", async () => {
    const { ec2, GroupId, authorize } = await openGroup();
    const answer = await authorize({ IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: "10.0.0.0/8" });
    expect(answer.Return).toBe(true);
    const [rule] = answer.SecurityGroupRules ?? [];
    expect(rule).toMatchObject({
      SecurityGroupRuleId: expect.stringMatching(/^sgr-[0-9a-f]{17}$/),
      GroupId,
      GroupOwnerId: "111122223333",
      IsEgress: false,
      IpProtocol: "tcp",
      FromPort: 22,
      ToPort: 22,
      CidrIpv4: "10.0.0.0/8",
    });
    expect(rule).not.toHaveProperty("Tags");
    expect(await ingressOf(ec2, GroupId)).toEqual([{ ...rule, Tags: [] }]);
  });

  test("a permission with every kind of peer makes a rule of each", async () => {
    const { ec2, vpc, permit } = await openGroup();
    const { PrefixList } = await ec2.send(
      new CreateManagedPrefixListCommand({ PrefixListName: "office", MaxEntries: 2, AddressFamily: "IPv4" }),
    );
    const { SecurityGroupRules = [] } = await permit({
      ...ssh,
      IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "a & b; {c}" }],
      Ipv6Ranges: [{ CidrIpv6: "2001:DB8::/32" }],
      UserIdGroupPairs: [{ GroupId: vpc.defaultGroupId }],
      PrefixListIds: [{ PrefixListId: PrefixList?.PrefixListId }],
    });
    expect(SecurityGroupRules).toMatchObject([
      { ReferencedGroupInfo: { GroupId: vpc.defaultGroupId, UserId: "111122223333" } },
      { CidrIpv4: "10.0.0.0/8", Description: "a & b; {c}" },
      { CidrIpv6: "2001:db8::/32" },
      { PrefixListId: PrefixList?.PrefixListId },
    ]);
  });

  test.each([
    ["IPv4", { IpRanges: [{ CidrIp: "1.2.3.4/0" }] }, { CidrIpv4: "0.0.0.0/0" }],
    ["IPv6", { Ipv6Ranges: [{ CidrIpv6: "0:0::1/0" }] }, { CidrIpv6: "::/0" }],
    ["host bits", { IpRanges: [{ CidrIp: "192.168.1.77/24" }] }, { CidrIpv4: "192.168.1.0/24" }],
    ["single address", { IpRanges: [{ CidrIp: "192.168.1.77/32" }] }, { CidrIpv4: "192.168.1.77/32" }],
  ])("a range is kept by its network address: %s", async (_name, peers, expected) => {
    const { permit } = await openGroup();
    expect((await permit({ ...ssh, ...peers })).SecurityGroupRules).toMatchObject([expected]);
  });

  test.each([
    ["6", 80, 80, { IpProtocol: "tcp", FromPort: 80, ToPort: 80 }],
    ["TCP", 80, 80, { IpProtocol: "tcp", FromPort: 80, ToPort: 80 }],
    ["17", 53, 53, { IpProtocol: "udp", FromPort: 53, ToPort: 53 }],
    ["-1", undefined, undefined, { IpProtocol: "-1", FromPort: -1, ToPort: -1 }],
    ["-1", 22, 22, { IpProtocol: "-1", FromPort: -1, ToPort: -1 }],
    ["50", 22, 22, { IpProtocol: "50", FromPort: -1, ToPort: -1 }],
    ["1", 8, -1, { IpProtocol: "icmp", FromPort: 8, ToPort: -1 }],
    ["icmpv6", undefined, undefined, { IpProtocol: "icmpv6", FromPort: -1, ToPort: -1 }],
  ])("protocol %s with ports %s to %s", async (IpProtocol, FromPort, ToPort, expected) => {
    const { permit } = await openGroup();
    const { SecurityGroupRules } = await permit({
      IpProtocol,
      FromPort,
      ToPort,
      IpRanges: [{ CidrIp: "10.0.0.0/8" }],
    });
    expect(SecurityGroupRules).toMatchObject([expected]);
  });

  test("rules get the tags of the call", async () => {
    const { authorize } = await openGroup();
    const { SecurityGroupRules } = await authorize({
      IpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: "10.0.0.0/8" }] }],
      TagSpecifications: [{ ResourceType: "security-group-rule", Tags: [{ Key: "why", Value: "<test>" }] }],
    });
    expect(SecurityGroupRules).toMatchObject([{ Tags: [{ Key: "why", Value: "<test>" }] }]);
  });

  test("egress is apart from ingress", async () => {
    const { ec2, GroupId, permit } = await openGroup();
    const permission = { ...ssh, IpRanges: [{ CidrIp: "10.0.0.0/8" }] };
    await permit(permission);
    const { SecurityGroupRules } = await ec2.send(
      new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions: [permission] }),
    );
    expect(SecurityGroupRules).toMatchObject([{ IsEgress: true }]);
  });

  test("in the default VPC groups go by name, and a source group by its name stands for TCP, UDP and ICMP", async () => {
    const { ec2 } = await openTestSandbox();
    const { SecurityGroupRules } = await ec2
      .send(new CreateSecurityGroupCommand({ GroupName: "named", Description: "in the default VPC" }))
      .then(() =>
        ec2.send(
          new AuthorizeSecurityGroupIngressCommand({
            GroupName: "named",
            SourceSecurityGroupName: "default",
          }),
        ),
      );
    expect(
      SecurityGroupRules?.map(({ IpProtocol, FromPort, ToPort }) => [IpProtocol, FromPort, ToPort]),
    ).toEqual([
      ["tcp", 0, 65535],
      ["udp", 0, 65535],
      ["icmp", -1, -1],
    ]);
  });
});

describe("authorize refuses", () => {
  const range = { IpRanges: [{ CidrIp: "10.0.0.0/8" }] };

  test.each<[string, IpPermission, string, string | RegExp]>([
    ["no peer", ssh, "MissingParameter", /Missing source specification/],
    ["no protocol", range, "MissingParameter", "The request must contain the parameter ipProtocol"],
    ["a strange protocol", { IpProtocol: "tpc", ...range }, "InvalidParameterValue", /'tpc' for IP protocol/],
    ["protocol 256", { IpProtocol: "256", ...range }, "InvalidParameterValue", /'256' for IP protocol/],
    ["TCP without ports", { IpProtocol: "tcp", ...range }, "InvalidParameterValue", /both from and to ports/],
    ["ICMP without type", { IpProtocol: "icmp", ...range }, "InvalidParameterValue", /both type and code/],
    [
      "a port too high",
      { IpProtocol: "tcp", FromPort: 1, ToPort: 65536, ...range },
      "InvalidParameterValue",
      /65536/,
    ],
    [
      "ports backwards",
      { IpProtocol: "tcp", FromPort: 2, ToPort: 1, ...range },
      "InvalidParameterValue",
      /\(2:1\)/,
    ],
    [
      "a prefix too long",
      { ...ssh, IpRanges: [{ CidrIp: "10.0.0.0/33" }] },
      "InvalidParameterValue",
      "CIDR block 10.0.0.0/33 is malformed",
    ],
    [
      "an address alone",
      { ...ssh, IpRanges: [{ CidrIp: "10.0.0.1" }] },
      "InvalidParameterValue",
      /malformed/,
    ],
    ["IPv6 among IPv4", { ...ssh, IpRanges: [{ CidrIp: "::/0" }] }, "InvalidParameterValue", /malformed/],
    [
      "IPv4 among IPv6",
      { ...ssh, Ipv6Ranges: [{ CidrIpv6: "0.0.0.0/0" }] },
      "InvalidParameterValue",
      /malformed/,
    ],
    [
      "a description with markup",
      { ...ssh, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "<b>" }] },
      "InvalidParameterValue",
      /^Invalid rule description/,
    ],
    [
      "a long description",
      { ...ssh, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "a".repeat(256) }] },
      "InvalidParameterValue",
      /^Invalid rule description/,
    ],
    [
      "an unknown group",
      { ...ssh, UserIdGroupPairs: [{ GroupId: "sg-00000000000000000" }] },
      "InvalidGroup.NotFound",
      "The security group 'sg-00000000000000000' does not exist",
    ],
    [
      "another account's group",
      { ...ssh, UserIdGroupPairs: [{ GroupId: "sg-00000000000000000", UserId: "999999999999" }] },
      "InvalidGroup.NotFound",
      /different networks/,
    ],
    [
      "an unknown prefix list",
      { ...ssh, PrefixListIds: [{ PrefixListId: "pl-00000000000000000" }] },
      "InvalidPrefixListID.NotFound",
      /pl-0/,
    ],
  ])("%s", async (_name, permission, code, message) => {
    const { permit, ec2, GroupId } = await openGroup();
    const refused = await refusal(permit(permission));
    expect(refused).toMatchObject({ name: code, status: 400 });
    expect(refused.message).toMatch(message);
    expect(await ingressOf(ec2, GroupId)).toEqual([]);
  });

  test("a group of another VPC", async () => {
    const { ec2, permit } = await openGroup();
    const { Vpcs } = await ec2.send(
      new DescribeVpcsCommand({ Filters: [{ Name: "is-default", Values: ["true"] }] }),
    );
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({ GroupName: "far", Description: "away", VpcId: Vpcs?.[0]?.VpcId }),
    );
    const refused = await refusal(permit({ ...ssh, UserIdGroupPairs: [{ GroupId }] }));
    expect(refused).toMatchObject({
      name: "InvalidGroup.NotFound",
      message: expect.stringContaining("networks"),
    });
  });

  test.each([
    ["sg-00000000000000000", "InvalidGroup.NotFound"],
    ["sg-nothex", "InvalidGroupId.Malformed"],
    ["vpc-00000000000000000", "InvalidGroupId.Malformed"],
  ])("the group %s", async (GroupId, code) => {
    const { ec2 } = await openTestSandbox();
    const call = new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [{ ...ssh, ...range }] });
    expect(await refusal(ec2.send(call))).toMatchObject({ name: code });
  });

  test("a call without any rule", async () => {
    const { authorize } = await openGroup();
    expect(await refusal(authorize({}))).toMatchObject({ name: "MissingParameter" });
  });

  test("a rule that is there, in whatever form it was typed; and then all of the call", async () => {
    const { ec2, GroupId, permit } = await openGroup();
    await permit({ ...ssh, IpRanges: [{ CidrIp: "0.0.0.0/0" }] });
    const again = permit({
      IpProtocol: "6",
      FromPort: 22,
      ToPort: 22,
      IpRanges: [{ CidrIp: "10.0.0.0/8" }, { CidrIp: "9.9.9.9/0" }],
    });
    expect(await refusal(again)).toEqual({
      name: "InvalidPermission.Duplicate",
      message: 'the specified rule "peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW" already exists',
      status: 400,
    });
    expect(await ingressOf(ec2, GroupId)).toHaveLength(1);
  });

  test("the same rule twice in a call", async () => {
    const { permit } = await openGroup();
    const twice = permit({
      ...ssh,
      IpRanges: [{ CidrIp: "1.1.1.1/0" }, { CidrIp: "2.2.2.2/0", Description: "other" }],
    });
    expect(await refusal(twice)).toMatchObject({
      name: "InvalidParameterValue",
      message: expect.stringContaining("multiple times"),
    });
  });

  test("one rule more than a group can hold; IPv6 has its own count, a prefix list counts by its size", async () => {
    const { ec2, permit } = await openGroup();
    const full = Array.from({ length: 50 }, (_, index) => ({ CidrIp: `10.0.${index}.0/24` }));
    await permit({ ...ssh, IpRanges: full });
    const { PrefixList } = await ec2.send(
      new CreateManagedPrefixListCommand({ PrefixListName: "wide", MaxEntries: 11, AddressFamily: "IPv4" }),
    );
    expect(
      await refusal(permit({ ...ssh, PrefixListIds: [{ PrefixListId: PrefixList?.PrefixListId }] })),
    ).toMatchObject({
      name: "RulesPerSecurityGroupLimitExceeded",
    });
    await permit({ ...ssh, Ipv6Ranges: full.map((_, index) => ({ CidrIpv6: `2001:db8:${index}::/48` })) });
    await permit({
      ...ssh,
      IpRanges: full.slice(0, 10).map((_, index) => ({ CidrIp: `10.1.${index}.0/24` })),
    });
    expect(await refusal(permit({ ...ssh, IpRanges: [{ CidrIp: "10.2.0.0/16" }] }))).toMatchObject({
      name: "RulesPerSecurityGroupLimitExceeded",
      message: "The maximum number of rules per security group has been reached.",
    });
  });
});
