import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  type AuthorizeSecurityGroupIngressCommandInput,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  CreateVpcCommand,
  DeleteManagedPrefixListCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupsCommand,
  ModifyManagedPrefixListCommand,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const xmlns = "http://ec2.amazonaws.com/doc/2016-11-15/";
const anyUuid = expect.stringMatching(/^[0-9a-f-]{36}$/);
const anyRuleId = expect.stringMatching(/^sgr-[0-9a-f]{17}$/);
const anyRuleArn = expect.stringMatching(/^arn:aws:ec2:us-east-1:111122223333:security-group-rule\/sgr-/);

async function openRecorded() {
  const opened = await openTestSandbox({ now: () => new Date("2026-11-23T08:32:59.999Z") });
  const { ec2, vpc, records } = opened;
  const GroupId = vpc.defaultGroupId;
  const authorize = async (input: AuthorizeSecurityGroupIngressCommandInput) => {
    const answer = await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, ...input }));
    return answer.SecurityGroupRules?.map((rule) => rule.SecurityGroupRuleId ?? "") ?? [];
  };
  return { ...opened, GroupId, authorize, last: () => records.at(-1) };
}

describe("the record of a call", () => {
  test("in the shorthand", async () => {
    const { authorize, last, GroupId } = await openRecorded();
    await authorize({ IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: "1.2.3.4/0" });
    expect(last()).toEqual({
      eventVersion: "1.11",
      userIdentity: {
        type: "IAMUser",
        principalId: "AIDASANDBOXLAPTOPUSER",
        arn: "arn:aws:iam::111122223333:user/laptop",
        accountId: "111122223333",
        accessKeyId: "AKIATEST",
        userName: "laptop",
      },
      eventTime: "2026-11-23T08:32:59Z",
      eventSource: "ec2.amazonaws.com",
      eventName: "AuthorizeSecurityGroupIngress",
      awsRegion: "us-east-1",
      sourceIPAddress: "127.0.0.1",
      userAgent: expect.stringContaining("aws-sdk-js/3"),
      requestParameters: {
        groupId: GroupId,
        ipPermissions: {},
        ipProtocol: "tcp",
        fromPort: 22,
        toPort: 22,
        cidrIp: "1.2.3.4/0",
      },
      responseElements: {
        requestId: anyUuid,
        _return: true,
        securityGroupRuleSet: {
          items: [
            {
              securityGroupRuleId: anyRuleId,
              groupId: GroupId,
              groupOwnerId: "111122223333",
              isEgress: false,
              ipProtocol: "tcp",
              fromPort: 22,
              toPort: 22,
              cidrIpv4: "0.0.0.0/0",
              securityGroupRuleArn: anyRuleArn,
            },
          ],
        },
      },
      requestID: anyUuid,
      eventID: anyUuid,
      readOnly: false,
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: "111122223333",
      eventCategory: "Management",
    });
    expect(last()?.responseElements).toMatchObject({ requestId: last()?.requestID });
  });

  test("with permissions, descriptions and tags", async () => {
    const { authorize, last, GroupId } = await openRecorded();
    await authorize({
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: 443,
          ToPort: 443,
          IpRanges: [{ CidrIp: "10.1.2.3/8", Description: "a" }, { CidrIp: "0.0.0.0/0" }],
          Ipv6Ranges: [{ CidrIpv6: "0:0::/0" }],
          UserIdGroupPairs: [{ GroupId }],
        },
      ],
      TagSpecifications: [{ ResourceType: "security-group-rule", Tags: [{ Key: "k", Value: "v" }] }],
    });
    expect(last()?.requestParameters).toEqual({
      groupId: GroupId,
      ipPermissions: {
        items: [
          {
            ipProtocol: "tcp",
            fromPort: 443,
            toPort: 443,
            groups: { items: [{ groupId: GroupId }] },
            ipRanges: { items: [{ cidrIp: "10.1.2.3/8", description: "a" }, { cidrIp: "0.0.0.0/0" }] },
            ipv6Ranges: { items: [{ cidrIpv6: "0:0::/0" }] },
            prefixListIds: {},
          },
        ],
      },
      tagSpecificationSet: {
        items: [{ resourceType: "security-group-rule", tags: [{ key: "k", value: "v" }] }],
      },
    });
    const rule = {
      groupId: GroupId,
      groupOwnerId: "111122223333",
      isEgress: false,
      ipProtocol: "tcp",
      fromPort: 443,
      toPort: 443,
    };
    const own = {
      securityGroupRuleId: anyRuleId,
      securityGroupRuleArn: anyRuleArn,
      tagSet: { items: [{ key: "k", value: "v" }] },
    };
    expect(last()?.responseElements).toEqual({
      requestId: anyUuid,
      _return: true,
      securityGroupRuleSet: {
        items: [
          { ...rule, ...own, referencedGroupInfo: { groupId: GroupId, userId: "111122223333" } },
          { ...rule, ...own, cidrIpv4: "10.0.0.0/8", description: "a" },
          { ...rule, ...own, cidrIpv4: "0.0.0.0/0" },
          { ...rule, ...own, cidrIpv6: "::/0" },
        ],
      },
    });
  });

  test("for all protocols: no ports in the request, -1 in the answer", async () => {
    const { ec2, vpc, last } = await openRecorded();
    const GroupId = vpc.defaultGroupId;
    const IpPermissions = [
      { IpProtocol: "-1", FromPort: -1, ToPort: -1, IpRanges: [{ CidrIp: "10.0.0.0/8" }] },
    ];
    await ec2.send(new AuthorizeSecurityGroupEgressCommand({ GroupId, IpPermissions }));
    expect(last()).toMatchObject({ eventName: "AuthorizeSecurityGroupEgress" });
    expect(last()?.requestParameters).toEqual({
      groupId: GroupId,
      ipPermissions: {
        items: [
          {
            ipProtocol: "-1",
            groups: {},
            ipRanges: { items: [{ cidrIp: "10.0.0.0/8" }] },
            ipv6Ranges: {},
            prefixListIds: {},
          },
        ],
      },
    });
    expect(last()?.responseElements).toMatchObject({
      securityGroupRuleSet: { items: [{ isEgress: true, ipProtocol: "-1", fromPort: -1, toPort: -1 }] },
    });
  });

  test("that revokes by rule id", async () => {
    const { ec2, GroupId, authorize, last } = await openRecorded();
    const [id = ""] = await authorize({ IpProtocol: "-1", CidrIp: "10.0.0.0/8" });
    await ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [id] }));
    expect(last()?.requestParameters).toEqual({
      groupId: GroupId,
      ipPermissions: {},
      securityGroupRuleIds: { items: [{ securityGroupRuleId: id }] },
    });
    expect(last()?.responseElements).toEqual({
      requestId: anyUuid,
      _return: true,
      revokedSecurityGroupRuleSet: {
        items: [
          {
            securityGroupRuleId: id,
            groupId: GroupId,
            isEgress: false,
            ipProtocol: "-1",
            fromPort: -1,
            toPort: -1,
            cidrIpv4: "10.0.0.0/8",
          },
        ],
      },
    });
  });

  test("that modifies one rule, and several", async () => {
    const { ec2, GroupId, authorize, last } = await openRecorded();
    const [first = "", second = ""] = await authorize({
      IpPermissions: [
        {
          IpProtocol: "tcp",
          FromPort: 1,
          ToPort: 1,
          IpRanges: [{ CidrIp: "10.0.0.0/8" }, { CidrIp: "11.0.0.0/8" }],
        },
      ],
    });
    const update = (SecurityGroupRuleId: string, CidrIpv4: string) => ({
      SecurityGroupRuleId,
      SecurityGroupRule: { IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIpv4 },
    });
    await ec2.send(
      new ModifySecurityGroupRulesCommand({ GroupId, SecurityGroupRules: [update(first, "0.0.0.0/0")] }),
    );
    expect(last()?.requestParameters).toEqual({
      ModifySecurityGroupRulesRequest: {
        GroupId,
        SecurityGroupRule: { tag: 1, ...update(first, "0.0.0.0/0") },
      },
    });
    expect(last()?.responseElements).toEqual({
      ModifySecurityGroupRulesResponse: { xmlns, requestId: anyUuid, return: true },
    });
    const both = [update(first, "12.0.0.0/8"), update(second, "1.1.1.1/0")];
    await ec2.send(new ModifySecurityGroupRulesCommand({ GroupId, SecurityGroupRules: both }));
    expect(last()?.requestParameters).toEqual({
      ModifySecurityGroupRulesRequest: {
        GroupId,
        SecurityGroupRule: both.map((each, index) => ({ tag: index + 1, ...each })),
      },
    });
  });

  test("about prefix lists", async () => {
    const { ec2, last } = await openRecorded();
    const create = { PrefixListName: "x", AddressFamily: "IPv4", MaxEntries: 5, ClientToken: "token" };
    const { PrefixList } = await ec2.send(
      new CreateManagedPrefixListCommand({ ...create, Entries: [{ Cidr: "10.0.0.0/8" }] }),
    );
    const PrefixListId = PrefixList?.PrefixListId ?? "";
    expect(last()?.requestParameters).toEqual({
      CreateManagedPrefixListRequest: { ...create, Entry: { tag: 1, Cidr: "10.0.0.0/8" } },
    });
    const prefixList = {
      prefixListId: PrefixListId,
      addressFamily: "IPv4",
      state: "create-in-progress",
      prefixListArn: `arn:aws:ec2:us-east-1:111122223333:prefix-list/${PrefixListId}`,
      prefixListName: "x",
      maxEntries: 5,
      version: 1,
      ownerId: "111122223333",
    };
    expect(last()?.responseElements).toEqual({
      CreateManagedPrefixListResponse: { xmlns, requestId: anyUuid, prefixList },
    });
    const AddEntries = [{ Cidr: "1.2.3.4/0", Description: "world" }, { Cidr: "11.0.0.0/8" }];
    const RemoveEntries = [{ Cidr: "10.0.0.0/8" }];
    await ec2.send(
      new ModifyManagedPrefixListCommand({ PrefixListId, CurrentVersion: 1, AddEntries, RemoveEntries }),
    );
    expect(last()?.requestParameters).toEqual({
      ModifyManagedPrefixListRequest: {
        PrefixListId,
        CurrentVersion: 1,
        AddEntry: [
          { tag: 1, Cidr: "1.2.3.4/0", Description: "world" },
          { tag: 2, Cidr: "11.0.0.0/8" },
        ],
        RemoveEntry: { tag: 1, Cidr: "10.0.0.0/8" },
      },
    });
    await ec2.send(new DeleteManagedPrefixListCommand({ PrefixListId }));
    expect(last()?.requestParameters).toEqual({ DeleteManagedPrefixListRequest: { PrefixListId } });
  });

  test("about groups, VPCs and tags", async () => {
    const { ec2, vpc, last } = await openRecorded();
    const Tags = [{ Key: "Name", Value: "a" }];
    await ec2.send(new CreateVpcCommand({ CidrBlock: "10.0.0.0/16" }));
    expect(last()?.requestParameters).toEqual({ cidrBlock: "10.0.0.0/16" });
    expect(last()?.responseElements).toMatchObject({
      vpc: { cidrBlock: "10.0.0.0/16", cidrBlockAssociationSet: { items: [{ cidrBlock: "10.0.0.0/16" }] } },
    });
    const { GroupId } = await ec2.send(
      new CreateSecurityGroupCommand({
        GroupName: "g",
        Description: "d",
        VpcId: vpc.vpcId,
        TagSpecifications: [{ ResourceType: "security-group", Tags }],
      }),
    );
    expect(last()?.requestParameters).toEqual({
      groupName: "g",
      groupDescription: "d",
      vpcId: vpc.vpcId,
      tagSpecificationSet: {
        items: [{ resourceType: "security-group", tags: [{ key: "Name", value: "a" }] }],
      },
    });
    expect(last()?.responseElements).toEqual({
      requestId: anyUuid,
      _return: true,
      groupId: GroupId,
      tagSet: { items: [{ key: "Name", value: "a" }] },
      securityGroupArn: `arn:aws:ec2:us-east-1:111122223333:security-group/${GroupId}`,
    });
    await ec2.send(new CreateTagsCommand({ Resources: [vpc.vpcId], Tags }));
    expect(last()?.requestParameters).toEqual({
      resourcesSet: { items: [{ resourceId: vpc.vpcId }] },
      tagSet: { items: [{ key: "Name", value: "a" }] },
    });
    expect(last()?.responseElements).toEqual({ requestId: anyUuid, _return: true });
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
    expect(last()?.requestParameters).toEqual({ groupId: GroupId });
  });

  test("that failed, with what was asked", async () => {
    const { ec2, last } = await openRecorded();
    const GroupId = "sg-00000000000000000";
    await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupId })));
    expect(last()).toMatchObject({
      eventName: "DeleteSecurityGroup",
      errorCode: "Client.InvalidGroup.NotFound",
      errorMessage: `The security group '${GroupId}' does not exist`,
      requestParameters: { groupId: GroupId },
      responseElements: null,
    });
  });

  test("that only reads: there is none", async () => {
    const { ec2, records } = await openRecorded();
    await ec2.send(new DescribeSecurityGroupsCommand({}));
    await refusal(ec2.send(new DescribeSecurityGroupsCommand({ DryRun: true })));
    expect(records).toEqual([]);
  });
});

describe("a dry run", () => {
  test("changes nothing, and is recorded as an error", async () => {
    const { ec2, GroupId, authorize, last } = await openRecorded();
    const call = authorize({
      IpProtocol: "tcp",
      FromPort: 22,
      ToPort: 22,
      CidrIp: "0.0.0.0/0",
      DryRun: true,
    });
    expect(await refusal(call)).toEqual({
      name: "DryRunOperation",
      message: "Request would have succeeded, but DryRun flag is set.",
      status: 412,
    });
    expect(last()).toMatchObject({
      errorCode: "Client.DryRunOperation",
      errorMessage: "Request would have succeeded, but DryRun flag is set.",
      requestParameters: { groupId: GroupId, cidrIp: "0.0.0.0/0" },
      responseElements: null,
    });
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
    expect(SecurityGroups?.[0]?.IpPermissions).toHaveLength(1);
  });

  test("of what would be refused is refused", async () => {
    const { authorize } = await openRecorded();
    const call = authorize({
      IpProtocol: "tcp",
      FromPort: 22,
      ToPort: 22,
      CidrIp: "0.0.0.0/99",
      DryRun: true,
    });
    expect(await refusal(call)).toMatchObject({ name: "InvalidParameterValue" });
  });
});
