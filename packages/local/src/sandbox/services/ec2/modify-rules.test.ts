import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  ModifySecurityGroupRulesCommand,
  type SecurityGroupRuleUpdate,
  UpdateSecurityGroupRuleDescriptionsEgressCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const ssh = { IpProtocol: "tcp", FromPort: 22, ToPort: 22 };

async function openGroup() {
  const opened = await openTestSandbox();
  const { ec2, vpc } = opened;
  const { GroupId = "" } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: "web", Description: "for tests", VpcId: vpc.vpcId }),
  );
  const IpRanges = [{ CidrIp: "10.0.0.0/8", Description: "office" }, { CidrIp: "192.168.0.0/16" }];
  const { SecurityGroupRules = [] } = await ec2.send(
    new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [{ ...ssh, IpRanges }] }),
  );
  const [first = "", second = ""] = SecurityGroupRules.map((rule) => rule.SecurityGroupRuleId ?? "");
  const modify = (...SecurityGroupRuleUpdates: SecurityGroupRuleUpdate[]) =>
    ec2.send(new ModifySecurityGroupRulesCommand({ GroupId, SecurityGroupRules: SecurityGroupRuleUpdates }));
  const rule = async (id: string) => {
    const { SecurityGroupRules: rules } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds: [id] }),
    );
    return rules?.[0];
  };
  return { ...opened, GroupId, first, second, modify, rule };
}

describe("modify", () => {
  test("the rule keeps its id and becomes what the request says", async () => {
    const { first, modify, rule } = await openGroup();
    const update = { IpProtocol: "tcp", FromPort: 0, ToPort: 65535, CidrIpv4: "3.4.5.6/0" };
    expect(await modify({ SecurityGroupRuleId: first, SecurityGroupRule: update })).toMatchObject({
      Return: true,
    });
    expect(await rule(first)).toMatchObject({
      FromPort: 0,
      ToPort: 65535,
      CidrIpv4: "0.0.0.0/0",
      IsEgress: false,
    });
    expect(await rule(first)).not.toHaveProperty("Description");
  });

  test("two rules may change places", async () => {
    const { first, second, modify, rule } = await openGroup();
    await modify(
      { SecurityGroupRuleId: first, SecurityGroupRule: { ...ssh, CidrIpv4: "192.168.0.0/16" } },
      { SecurityGroupRuleId: second, SecurityGroupRule: { ...ssh, CidrIpv4: "10.0.0.0/8" } },
    );
    expect(await rule(first)).toMatchObject({ CidrIpv4: "192.168.0.0/16" });
    expect(await rule(second)).toMatchObject({ CidrIpv4: "10.0.0.0/8" });
  });

  test("a rule that another one is already is refused, and so is the rest of the call", async () => {
    const { first, second, modify, rule } = await openGroup();
    const call = modify(
      { SecurityGroupRuleId: second, SecurityGroupRule: { ...ssh, CidrIpv4: "172.16.0.0/12" } },
      { SecurityGroupRuleId: first, SecurityGroupRule: { ...ssh, CidrIpv4: "172.16.0.0/12" } },
    );
    expect(await refusal(call)).toMatchObject({ name: "InvalidPermission.Duplicate" });
    expect(await rule(second)).toMatchObject({ CidrIpv4: "192.168.0.0/16" });
  });

  test.each([
    [
      "an unknown rule",
      { SecurityGroupRuleId: "sgr-00000000000000000" },
      { ...ssh, CidrIpv4: "10.0.0.0/8" },
      "InvalidSecurityGroupRuleId.NotFound",
    ],
    ["no peer", {}, ssh, "MissingParameter"],
    ["two peers", {}, { ...ssh, CidrIpv4: "10.0.0.0/8", CidrIpv6: "::/0" }, "InvalidParameterCombination"],
    ["a malformed range", {}, { ...ssh, CidrIpv6: "::/129" }, "InvalidParameterValue"],
    ["an unknown group", {}, { ...ssh, ReferencedGroupId: "sg-00000000000000000" }, "InvalidGroup.NotFound"],
    [
      "an unknown prefix list",
      {},
      { ...ssh, PrefixListId: "pl-00000000000000000" },
      "InvalidPrefixListID.NotFound",
    ],
  ])("refuses %s", async (_name, id, SecurityGroupRule, code) => {
    const { first, modify } = await openGroup();
    expect(await refusal(modify({ SecurityGroupRuleId: first, SecurityGroupRule, ...id }))).toMatchObject({
      name: code,
    });
  });
});

describe("update descriptions", () => {
  test("by the rule's properties", async () => {
    const { ec2, GroupId, first, second, rule } = await openGroup();
    const IpPermissions = [
      { ...ssh, IpRanges: [{ CidrIp: "10.0.0.0/8" }, { CidrIp: "192.168.0.0/16", Description: "home" }] },
    ];
    await ec2.send(new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId, IpPermissions }));
    expect(await rule(first)).not.toHaveProperty("Description");
    expect(await rule(second)).toMatchObject({ Description: "home" });
  });

  test("by its id", async () => {
    const { ec2, GroupId, first, rule } = await openGroup();
    const SecurityGroupRuleDescriptions = [{ SecurityGroupRuleId: first, Description: "new" }];
    await ec2.send(
      new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId, SecurityGroupRuleDescriptions }),
    );
    expect(await rule(first)).toMatchObject({ Description: "new" });
  });

  test("of a rule that isn't there in this direction is refused", async () => {
    const { ec2, GroupId } = await openGroup();
    const IpPermissions = [{ ...ssh, IpRanges: [{ CidrIp: "10.0.0.0/8", Description: "x" }] }];
    const call = new UpdateSecurityGroupRuleDescriptionsEgressCommand({ GroupId, IpPermissions });
    expect(await refusal(ec2.send(call))).toMatchObject({ name: "InvalidPermission.NotFound" });
  });
});
