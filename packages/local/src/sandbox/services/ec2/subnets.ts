import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Output } from "../../output.ts";
import { kind } from "../../table.ts";
import { canonicalCidr } from "./cidr.ts";
import { arn } from "./described.ts";
import { type Filterable, matches, tagFilters } from "./filters.ts";
import { find, newId } from "./ids.ts";
import { filters, integer, strings, tagSpecifications } from "./input.ts";
import { type Instance, instances } from "./instance-resources.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { early } from "./recorded.ts";
import { tag, vpcs } from "./resources.ts";
import { tagSet, tagsFrom } from "./tags.ts";
import { zonesOf } from "./volumes.ts";

const subnet = z.object({
  id: z.string(),
  vpcId: z.string(),
  cidrBlock: z.string(),
  zone: z.string(),
  tags: z.array(tag),
});
type Subnet = z.output<typeof subnet>;
export const subnets = kind("subnets", subnet);

const createSubnet = ec2Operation({
  name: "CreateSubnet",
  input: z.strictObject({
    VpcId: z.string(),
    CidrBlock: z.string(),
    AvailabilityZone: z.string().optional(),
    TagSpecification: tagSpecifications,
  }),
  recorded: early,
  run(account, input) {
    const made = {
      id: newId("subnet"),
      vpcId: find("vpc", input.VpcId, account.table(vpcs)).id,
      cidrBlock: canonicalCidr(input.CidrBlock, "IPv4"),
      zone: input.AvailabilityZone ?? zonesOf(account)[0] ?? "",
      tags: tagsFrom(input.TagSpecification, "subnet"),
    };
    account.table(subnets).put(made);
    return { subnet: described(account, made) };
  },
});

const deleteSubnet = ec2Operation({
  name: "DeleteSubnet",
  input: z.strictObject({ SubnetId: z.string() }),
  recorded: early,
  run(account, { SubnetId }) {
    account.table(subnets).delete(find("subnet", SubnetId, account.table(subnets)).id);
    return { return: true };
  },
});

const filterable: Filterable<Subnet> = {
  ...tagFilters,
  "subnet-id": ({ id }) => [id],
  "vpc-id": ({ vpcId }) => [vpcId],
  "availability-zone": ({ zone }) => [zone],
};

const describeSubnets = ec2Operation({
  name: "DescribeSubnets",
  readOnly: true,
  input: z.strictObject({
    SubnetId: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const named = (input.SubnetId ?? []).map((id) => find("subnet", id, account.table(subnets)));
    const all = named.length > 0 ? named : account.table(subnets).rows();
    const { rows, nextToken } = page(all.filter(matches(input.Filter, filterable)), ({ id }) => id, input);
    return { subnetSet: rows.map((row) => described(account, row)), nextToken };
  },
});

/** The instances' own; there are no others here. */
const describeNetworkInterfaces = ec2Operation({
  name: "DescribeNetworkInterfaces",
  readOnly: true,
  input: z.strictObject({
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const inUse = account
      .table(instances)
      .rows()
      .filter(({ state }) => state === "running")
      .filter(
        matches<Instance>(input.Filter, {
          "network-interface-id": ({ networkInterfaceId }) => [networkInterfaceId],
          "attachment.instance-id": ({ id }) => [id],
        }),
      );
    const { rows, nextToken } = page(inUse, ({ id }) => id, input);
    const shown = rows.map(({ id, networkInterfaceId, vpcId }) => ({
      networkInterfaceId,
      vpcId,
      ownerId: account.id,
      status: "in-use",
      attachment: { instanceId: id, deviceIndex: 0, status: "attached" },
    }));
    return { networkInterfaceSet: shown, nextToken };
  },
});

function described(account: Account, { id, vpcId, cidrBlock, zone, tags }: Subnet): Output {
  return {
    subnetId: id,
    vpcId,
    cidrBlock,
    availabilityZone: zone,
    ownerId: account.id,
    state: "available",
    subnetArn: arn(account, "subnet", id),
    ...tagSet(tags),
  };
}

export const subnetOperations = [createSubnet, deleteSubnet, describeSubnets, describeNetworkInterfaces];
