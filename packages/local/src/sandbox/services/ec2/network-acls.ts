import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Output } from "../../output.ts";
import { type Filterable, matches, tagFilters } from "./filters.ts";
import { find, newId } from "./ids.ts";
import { filters, integer, strings, tagSpecifications } from "./input.ts";
import { type NetworkAcl, type NetworkAclEntry, networkAcls } from "./network-acl-resources.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { early } from "./recorded.ts";
import { type Tag, vpcs } from "./resources.ts";
import { tagsFrom } from "./tags.ts";

// There are no subnets here, so no ACL has an association.

/** The last entry of each direction, which nobody can change: `*` in the console. */
export const LAST = 32_767;

/** https://docs.aws.amazon.com/vpc/latest/userguide/default-network-acl.html */
export function newNetworkAcl(
  account: Account,
  vpcId: string,
  { isDefault = false, tags = [] }: { isDefault?: boolean; tags?: Tag[] } = {},
): NetworkAcl {
  const all = { protocol: "-1", cidrBlock: "0.0.0.0/0" };
  const entries = [true, false].flatMap((egress): NetworkAclEntry[] => [
    ...(isDefault ? [{ ...all, egress, ruleNumber: 100, ruleAction: "allow" as const }] : []),
    { ...all, egress, ruleNumber: LAST, ruleAction: "deny" },
  ]);
  const acl = { id: newId("acl"), vpcId, isDefault, entries, tags };
  account.table(networkAcls).put(acl);
  return acl;
}

function described(account: Account, acl: NetworkAcl): Output {
  return {
    networkAclId: acl.id,
    vpcId: acl.vpcId,
    default: acl.isDefault,
    entrySet: acl.entries.toSorted(inOrder),
    associationSet: [],
    tagSet: acl.tags,
    ownerId: account.id,
  };
}

/** Those of the way out first, each by its number. */
function inOrder(a: NetworkAclEntry, b: NetworkAclEntry): number {
  return a.egress === b.egress ? a.ruleNumber - b.ruleNumber : Number(b.egress) - Number(a.egress);
}

const createNetworkAcl = ec2Operation({
  name: "CreateNetworkAcl",
  input: z.strictObject({
    VpcId: z.string(),
    TagSpecification: tagSpecifications,
    ClientToken: z.string().optional(),
  }),
  recorded: early,
  run(account, input) {
    const { id } = find("vpc", input.VpcId, account.table(vpcs));
    const tags = tagsFrom(input.TagSpecification, "network-acl");
    return { networkAcl: described(account, newNetworkAcl(account, id, { tags })) };
  },
});

const deleteNetworkAcl = ec2Operation({
  name: "DeleteNetworkAcl",
  input: z.strictObject({ NetworkAclId: z.string() }),
  recorded: early,
  run(account, { NetworkAclId }) {
    const acl = find("acl", NetworkAclId, account.table(networkAcls));
    if (acl.isDefault)
      throw new AwsError("InvalidParameterValue", `cannot delete default network ACL ${acl.id}`);
    account.table(networkAcls).delete(acl.id);
    return { return: true };
  },
});

const filterable = (account: Account): Filterable<NetworkAcl> => ({
  ...tagFilters,
  "network-acl-id": ({ id }) => [id],
  "vpc-id": ({ vpcId }) => [vpcId],
  default: ({ isDefault }) => [String(isDefault)],
  "owner-id": () => [account.id],
});

const describeNetworkAcls = ec2Operation({
  name: "DescribeNetworkAcls",
  readOnly: true,
  input: z.strictObject({
    NetworkAclId: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const table = account.table(networkAcls);
    const named = (input.NetworkAclId ?? []).map((id) => find("acl", id, table));
    const acls = named.length === 0 ? table.rows() : table.rows().filter((acl) => named.includes(acl));
    const passing = acls.filter(matches(input.Filter, filterable(account)));
    const { rows, nextToken } = page(passing, ({ id }) => id, input);
    return { networkAclSet: rows.map((acl) => described(account, acl)), nextToken };
  },
});

export const networkAclOperations = [createNetworkAcl, deleteNetworkAcl, describeNetworkAcls];
