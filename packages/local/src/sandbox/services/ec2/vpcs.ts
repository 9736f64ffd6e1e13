import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { canonicalCidr } from "./cidr.ts";
import { describedVpc } from "./described.ts";
import { type Filterable, matches, tagFilters } from "./filters.ts";
import { find, newId } from "./ids.ts";
import { filters, integer, strings, tagSpecifications } from "./input.ts";
import { networkAcls } from "./network-acl-resources.ts";
import { newNetworkAcl } from "./network-acls.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { early } from "./recorded.ts";
import { securityGroups, type Tag, type Vpc, vpcs } from "./resources.ts";
import { newGroup, removeGroup } from "./security-groups.ts";
import { tagsFrom } from "./tags.ts";

/** A VPC with its default group and its default network ACL. */
export function newVpc(
  account: Account,
  { cidrBlock, isDefault = false, tags = [] }: { cidrBlock: string; isDefault?: boolean; tags?: Tag[] },
): Vpc {
  const vpc = {
    id: newId("vpc"),
    cidrBlock,
    cidrAssociationId: newId("vpc-cidr-assoc"),
    // A region has one set of DHCP options unless someone makes another, which the sandbox has no call for.
    dhcpOptionsId: account.table(vpcs).rows()[0]?.dhcpOptionsId ?? newId("dopt"),
    isDefault,
    tags,
  };
  account.table(vpcs).put(vpc);
  newGroup(account, vpc.id, { name: "default", description: "default VPC security group" });
  newNetworkAcl(account, vpc.id, { isDefault: true });
  return vpc;
}

const createVpc = ec2Operation({
  name: "CreateVpc",
  input: z.strictObject({
    CidrBlock: z.string(),
    InstanceTenancy: z.literal("default").optional(),
    AmazonProvidedIpv6CidrBlock: z.stringbool({ truthy: [], falsy: ["false"] }).optional(),
    TagSpecification: tagSpecifications,
  }),
  recorded: early,
  run(account, input) {
    const cidrBlock = canonicalCidr(input.CidrBlock, "IPv4");
    const length = Number(cidrBlock.split("/")[1]);
    if (length < 16 || length > 28) {
      throw new AwsError("InvalidVpc.Range", `The CIDR '${input.CidrBlock}' is invalid.`);
    }
    const vpc = newVpc(account, { cidrBlock, tags: tagsFrom(input.TagSpecification, "vpc") });
    return { vpc: describedVpc(account, vpc, "pending") };
  },
});

const deleteVpc = ec2Operation({
  name: "DeleteVpc",
  input: z.strictObject({ VpcId: z.string() }),
  recorded: early,
  run(account, { VpcId }) {
    const vpc = find("vpc", VpcId, account.table(vpcs));
    const groups = account
      .table(securityGroups)
      .rows()
      .filter(({ vpcId }) => vpcId === vpc.id);
    const acls = account
      .table(networkAcls)
      .rows()
      .filter(({ vpcId }) => vpcId === vpc.id);
    if (groups.some(({ name }) => name !== "default") || acls.some(({ isDefault }) => !isDefault)) {
      throw new AwsError(
        "DependencyViolation",
        `The vpc '${vpc.id}' has dependencies and cannot be deleted.`,
      );
    }
    for (const group of groups) removeGroup(account, group);
    for (const { id } of acls) account.table(networkAcls).delete(id);
    account.table(vpcs).delete(vpc.id);
    return { return: true };
  },
});

const filterable = (account: Account): Filterable<Vpc> => ({
  ...tagFilters,
  "vpc-id": ({ id }) => [id],
  cidr: ({ cidrBlock }) => [cidrBlock],
  "cidr-block-association.cidr-block": ({ cidrBlock }) => [cidrBlock],
  "dhcp-options-id": ({ dhcpOptionsId }) => [dhcpOptionsId],
  "is-default": ({ isDefault }) => [String(isDefault)],
  isDefault: ({ isDefault }) => [String(isDefault)],
  "owner-id": () => [account.id],
  state: () => ["available"],
});

const describeVpcs = ec2Operation({
  name: "DescribeVpcs",
  readOnly: true,
  input: z.strictObject({
    VpcId: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const named = (input.VpcId ?? []).map((id) => find("vpc", id, account.table(vpcs)));
    const chosen =
      named.length === 0
        ? account.table(vpcs).rows()
        : account
            .table(vpcs)
            .rows()
            .filter((vpc) => named.includes(vpc));
    const passing = chosen.filter(matches(input.Filter, filterable(account)));
    const { rows, nextToken } = page(passing, ({ id }) => id, input);
    return { vpcSet: rows.map((vpc) => describedVpc(account, vpc)), nextToken };
  },
});

export const vpcOperations = [createVpc, deleteVpc, describeVpcs];
