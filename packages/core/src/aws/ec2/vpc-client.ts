import {
  CreateNetworkAclEntryCommand,
  DeleteNetworkAclEntryCommand,
  DescribeVpcBlockPublicAccessOptionsCommand,
  type EC2Client,
  type ManagedPrefixList,
  ModifyManagedPrefixListCommand,
  ModifyVpcBlockPublicAccessOptionsCommand,
  type NetworkAcl,
  type PrefixListEntry,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNetworkAcls,
  paginateGetManagedPrefixListEntries,
  ReplaceNetworkAclEntryCommand,
} from "@aws-sdk/client-ec2";
import { call } from "../operation.ts";
import { networkAclOperations } from "./network-acl-operations.ts";
import { prefixListOperations } from "./prefix-list-operations.ts";
import { vpcOperations } from "./vpc-operations.ts";

export function vpcCalls(client: EC2Client) {
  return { ...networkAclCalls(client), ...prefixListCalls(client), ...blockPublicAccessCalls(client) };
}

function networkAclCalls(client: EC2Client) {
  return {
    DescribeNetworkAcls: call(networkAclOperations.DescribeNetworkAcls, async (input) => {
      const acls: NetworkAcl[] = [];
      for await (const page of paginateDescribeNetworkAcls({ client }, input))
        acls.push(...(page.NetworkAcls ?? []));
      return acls;
    }),
    CreateNetworkAclEntry: call(networkAclOperations.CreateNetworkAclEntry, (input) =>
      client.send(new CreateNetworkAclEntryCommand(input)),
    ),
    ReplaceNetworkAclEntry: call(networkAclOperations.ReplaceNetworkAclEntry, (input) =>
      client.send(new ReplaceNetworkAclEntryCommand(input)),
    ),
    DeleteNetworkAclEntry: call(networkAclOperations.DeleteNetworkAclEntry, (input) =>
      client.send(new DeleteNetworkAclEntryCommand(input)),
    ),
  };
}

function prefixListCalls(client: EC2Client) {
  return {
    GetManagedPrefixListEntries: call(prefixListOperations.GetManagedPrefixListEntries, async (input) => {
      const entries: PrefixListEntry[] = [];
      for await (const page of paginateGetManagedPrefixListEntries({ client }, input))
        entries.push(...(page.Entries ?? []));
      return entries;
    }),
    DescribeManagedPrefixLists: call(prefixListOperations.DescribeManagedPrefixLists, async (input) => {
      const lists: ManagedPrefixList[] = [];
      for await (const page of paginateDescribeManagedPrefixLists({ client }, input))
        lists.push(...(page.PrefixLists ?? []));
      // By AWS's name for it, so that a plan's step can refer to a part of it.
      return { PrefixLists: lists };
    }),
    ModifyManagedPrefixList: call(prefixListOperations.ModifyManagedPrefixList, (input) =>
      client.send(new ModifyManagedPrefixListCommand(input)),
    ),
  };
}

function blockPublicAccessCalls(client: EC2Client) {
  return {
    DescribeVpcBlockPublicAccessOptions: call(vpcOperations.DescribeVpcBlockPublicAccessOptions, (input) =>
      client.send(new DescribeVpcBlockPublicAccessOptionsCommand(input)),
    ),
    ModifyVpcBlockPublicAccessOptions: call(vpcOperations.ModifyVpcBlockPublicAccessOptions, (input) =>
      client.send(new ModifyVpcBlockPublicAccessOptionsCommand(input)),
    ),
  };
}
