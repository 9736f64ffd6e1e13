import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  type RevokeSecurityGroupIngressCommandInput,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const ssh = { IpProtocol: "tcp", FromPort: 22, ToPort: 22 };

/** A group with SSH open to two ranges. */
async function openGroup(where: "test VPC" | "default VPC" = "test VPC") {
  const opened = await openTestSandbox();
  const { ec2, vpc } = opened;
  const { GroupId = "" } = await ec2.send(
    new CreateSecurityGroupCommand({
      GroupName: "web",
      Description: "for tests",
      VpcId: where === "test VPC" ? vpc.vpcId : undefined,
    }),
  );
  const IpRanges = [{ CidrIp: "0.0.0.0/0", Description: "oops" }, { CidrIp: "10.0.0.0/8" }];
  const { SecurityGroupRules = [] } = await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [{ ...ssh, IpRanges }] }),
  );
  const [wide = "", narrow = ""] = SecurityGroupRules.map((rule) => rule.SecurityGroupRuleId ?? "");
  const revoke = (input: Omit<RevokeSecurityGroupIngressCommandInput, "GroupId">) =>
    ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, ...input }));
  const left = async () => {
    const filter = { Filters: [{ Name: "group-id", Values: [GroupId] }] };
    const { SecurityGroupRules: rules = [] } = await ec2.send(new DescribeSecurityGroupRulesCommand(filter));
    return rules.filter((rule) => rule.IsEgress === false).map((rule) => rule.SecurityGroupRuleId);
  };
  return { ...opened, GroupId, wide, narrow, revoke, left };
}

describe("revoke by rule id", () => {
  test("takes that rule, and shows what it was", async () => {
    const { GroupId, wide, narrow, revoke, left } = await openGroup();
    const answer = await revoke({ SecurityGroupRuleIds: [wide] });
    expect(answer).toMatchObject({
      Return: true,
      RevokedSecurityGroupRules: [
        {
          SecurityGroupRuleId: wide,
          GroupId,
          IsEgress: false,
          IpProtocol: "tcp",
          FromPort: 22,
          ToPort: 22,
          CidrIpv4: "0.0.0.0/0",
          Description: "oops",
        },
      ],
    });
    expect(await left()).toEqual([narrow]);
  });

  test("refuses an id that isn't there, and then takes none", async () => {
    const { wide, narrow, revoke, left } = await openGroup();
    expect(await refusal(revoke({ SecurityGroupRuleIds: [wide, "sgr-00000000000000000"] }))).toEqual({
      name: "InvalidSecurityGroupRuleId.NotFound",
      message: "The security group rule ID 'sgr-00000000000000000' does not exist",
      status: 400,
    });
    expect(new Set(await left())).toEqual(new Set([wide, narrow]));
  });

  test("refuses what is no id, a rule of the other direction, and one of another group", async () => {
    const { ec2, vpc, wide, revoke } = await openGroup();
    expect(await refusal(revoke({ SecurityGroupRuleIds: ["x"] }))).toMatchObject({
      name: "InvalidSecurityGroupRuleId.Malformed",
    });
    const elsewhere = [vpc.defaultGroupId].map((GroupId) =>
      ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, SecurityGroupRuleIds: [wide] })),
    );
    expect(await refusal(Promise.all(elsewhere))).toMatchObject({
      name: "InvalidSecurityGroupRuleId.NotFound",
    });
    const egress = new RevokeSecurityGroupEgressCommand({
      GroupId: vpc.defaultGroupId,
      SecurityGroupRuleIds: [wide],
    });
    expect(await refusal(ec2.send(egress))).toMatchObject({ name: "InvalidSecurityGroupRuleId.NotFound" });
  });

  test("refuses ids together with properties", async () => {
    const { wide, revoke } = await openGroup();
    const both = revoke({
      SecurityGroupRuleIds: [wide],
      IpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
    });
    expect(await refusal(both)).toMatchObject({ name: "InvalidParameterCombination" });
  });
});

describe("revoke by properties", () => {
  test("finds the rule whatever its description, and by any form of its range", async () => {
    const { narrow, revoke, left } = await openGroup();
    await revoke({ IpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: "1.2.3.4/0" }] }] });
    expect(await left()).toEqual([narrow]);
    await revoke({ ...ssh, CidrIp: "10.0.0.0/8" });
    expect(await left()).toEqual([]);
  });

  test("that don't match are an error in a VPC of one's own, and then nothing is revoked", async () => {
    const { revoke, left } = await openGroup();
    const IpRanges = [{ CidrIp: "0.0.0.0/0" }, { CidrIp: "10.0.0.0/9" }];
    expect(await refusal(revoke({ IpPermissions: [{ ...ssh, IpRanges }] }))).toEqual({
      name: "InvalidPermission.NotFound",
      message: "The specified rule does not exist in this security group.",
      status: 400,
    });
    expect(await left()).toHaveLength(2);
  });

  test("that don't match are listed in the default VPC, and the rest is revoked", async () => {
    const { wide, narrow, revoke, left } = await openGroup("default VPC");
    const IpRanges = [{ CidrIp: "0.0.0.0/0" }, { CidrIp: "10.0.0.0/9" }];
    expect(await revoke({ IpPermissions: [{ ...ssh, IpRanges }] })).toMatchObject({
      Return: true,
      UnknownIpPermissions: [{ ...ssh, IpRanges: [{ CidrIp: "10.0.0.0/9" }] }],
      RevokedSecurityGroupRules: [{ SecurityGroupRuleId: wide }],
    });
    expect(await left()).toEqual([narrow]);
  });

  test("egress: the rule that every group begins with", async () => {
    const { ec2, GroupId } = await openGroup();
    const everything = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
    await ec2.send(new RevokeSecurityGroupEgressCommand({ GroupId, IpPermissions: everything }));
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
    expect(SecurityGroups?.[0]?.IpPermissionsEgress).toEqual([]);
  });
});
