import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { addRules } from "./authorize.ts";
import { arn, describedGroup } from "./described.ts";
import { matches } from "./filters.ts";
import { describeGroupFilters } from "./group-filters.ts";
import { find, newId } from "./ids.ts";
import { filters, integer, strings, tagSpecifications } from "./input.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { groupByName, groupOf, type RuleSpec } from "./permissions.ts";
import { invalidDescription, isDescription } from "./protocol.ts";
import { early } from "./recorded.ts";
import { type SecurityGroup, securityGroupRules, securityGroups, type Tag, vpcs } from "./resources.ts";
import { tagSet, tagsFrom } from "./tags.ts";

const allTraffic = { ipProtocol: "-1", fromPort: -1, toPort: -1, description: undefined };
const toAnyone: RuleSpec = { ...allTraffic, peer: { kind: "cidrIpv4", value: "0.0.0.0/0" } };

/** A group with the rule that lets everything out; the default group lets its own members in, too. */
export function newGroup(
  account: Account,
  vpcId: string,
  { name, description, tags = [] }: { name: string; description: string; tags?: Tag[] },
): SecurityGroup {
  const group = { id: newId("sg"), vpcId, name, description, tags };
  account.table(securityGroups).put(group);
  addRules(account, group, true, [toAnyone]);
  if (name === "default") {
    addRules(account, group, false, [
      { ...allTraffic, peer: { kind: "referencedGroupId", value: group.id } },
    ]);
  }
  return group;
}

export function removeGroup(account: Account, group: SecurityGroup): void {
  for (const rule of account.table(securityGroupRules).rows()) {
    if (rule.groupId === group.id) account.table(securityGroupRules).delete(rule.id);
  }
  account.table(securityGroups).delete(group.id);
}

const createSecurityGroup = ec2Operation({
  name: "CreateSecurityGroup",
  input: z.strictObject({
    GroupName: z.string(),
    GroupDescription: z.string(),
    VpcId: z.string().optional(),
    TagSpecification: tagSpecifications,
  }),
  recorded: early,
  run(account, input) {
    const name = checkedName(input.GroupName);
    if (!isDescription(input.GroupDescription)) throw invalidDescription("security group");
    const { id: vpcId } = vpcOf(account, input.VpcId);
    const isTaken = (group: SecurityGroup) =>
      group.vpcId === vpcId && group.name.toLowerCase() === name.toLowerCase();
    if (account.table(securityGroups).rows().some(isTaken)) {
      throw new AwsError(
        "InvalidGroup.Duplicate",
        `The security group '${name}' already exists for VPC '${vpcId}'`,
      );
    }
    const tags = tagsFrom(input.TagSpecification, "security-group");
    const group = newGroup(account, vpcId, { name, description: input.GroupDescription, tags });
    const securityGroupArn = arn(account, "security-group", group.id);
    return { return: true, groupId: group.id, ...tagSet(tags), securityGroupArn };
  },
});

function vpcOf(account: Account, id: string | undefined) {
  if (id !== undefined) return find("vpc", id, account.table(vpcs));
  const defaultVpc = account
    .table(vpcs)
    .rows()
    .find((vpc) => vpc.isDefault);
  if (defaultVpc === undefined) throw new AwsError("VPCIdNotSpecified", "No default VPC for this user");
  return defaultVpc;
}

function checkedName(name: string): string {
  if (name === "" || !isDescription(name)) {
    throw new AwsError("InvalidParameterValue", `Value (${name}) for parameter GroupName is invalid.`);
  }
  if (name.startsWith("sg-")) {
    throw new AwsError(
      "InvalidParameterValue",
      "Invalid group-name. Group names may not be in the format sg-*.",
    );
  }
  if (name.toLowerCase() === "default") {
    throw new AwsError("InvalidParameterValue", "Cannot use reserved security group name: default");
  }
  return name;
}

const deleteSecurityGroup = ec2Operation({
  name: "DeleteSecurityGroup",
  input: z.strictObject({ GroupId: z.string().optional(), GroupName: z.string().optional() }),
  recorded: early,
  run(account, input) {
    const group = groupOf(account, input);
    if (group.name === "default") {
      throw new AwsError(
        "CannotDelete",
        `the specified group: "${group.id}" name: "default" cannot be deleted by a user`,
      );
    }
    const isReferenced = account
      .table(securityGroupRules)
      .rows()
      .some(({ groupId, peer }) => groupId !== group.id && peer.value === group.id);
    if (isReferenced)
      throw new AwsError("DependencyViolation", `resource ${group.id} has a dependent object`);
    removeGroup(account, group);
    return { return: true, groupId: group.id };
  },
});

const describeSecurityGroups = ec2Operation({
  name: "DescribeSecurityGroups",
  readOnly: true,
  input: z.strictObject({
    GroupId: strings,
    GroupName: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const named = [
      ...(input.GroupId ?? []).map((id) => find("sg", id, account.table(securityGroups))),
      ...(input.GroupName ?? []).map((name) => groupByName(account, name)),
    ];
    const all = account.table(securityGroups).rows();
    const groups = named.length === 0 ? all : all.filter((group) => named.includes(group));
    const passing = groups.filter(matches(input.Filter, describeGroupFilters(account)));
    const { rows, nextToken } = page(passing, ({ id }) => id, input);
    return { securityGroupInfo: rows.map((group) => describedGroup(account, group)), nextToken };
  },
});

export const securityGroupOperations = [createSecurityGroup, deleteSecurityGroup, describeSecurityGroups];
