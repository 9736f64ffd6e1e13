import { randomBytes } from "node:crypto";
import { AwsError } from "../../aws-error.ts";
import type { Table } from "../../table.ts";

/** The kinds of resources that have ids here, and AWS's words where an id is none of them. */
const kinds = {
  vpc: { noun: "vpc ID", malformed: "InvalidVpcID.Malformed", notFound: "InvalidVpcID.NotFound" },
  sg: { noun: "security group", malformed: "InvalidGroupId.Malformed", notFound: "InvalidGroup.NotFound" },
  sgr: {
    noun: "security group rule ID",
    malformed: "InvalidSecurityGroupRuleId.Malformed",
    notFound: "InvalidSecurityGroupRuleId.NotFound",
  },
  pl: {
    noun: "prefix list ID",
    malformed: "InvalidPrefixListId.Malformed",
    notFound: "InvalidPrefixListID.NotFound",
  },
  acl: {
    noun: "network ACL",
    malformed: "InvalidNetworkAclId.Malformed",
    notFound: "InvalidNetworkAclID.NotFound",
  },
  ami: { noun: "image id", malformed: "InvalidAMIID.Malformed", notFound: "InvalidAMIID.NotFound" },
  fl: { noun: "flow log ID", malformed: "InvalidFlowLogId.Malformed", notFound: "InvalidFlowLogId.NotFound" },
  i: {
    noun: "instance ID",
    malformed: "InvalidInstanceID.Malformed",
    notFound: "InvalidInstanceID.NotFound",
  },
  snap: { noun: "snapshot", malformed: "InvalidSnapshotID.Malformed", notFound: "InvalidSnapshot.NotFound" },
  subnet: { noun: "subnet ID", malformed: "InvalidSubnetID.Malformed", notFound: "InvalidSubnetID.NotFound" },
  vol: { noun: "volume", malformed: "InvalidVolumeID.Malformed", notFound: "InvalidVolume.NotFound" },
};

export type IdKind = keyof typeof kinds;

/** An id as EC2 makes them: the prefix and 17 hexadecimal digits. */
export function newId(prefix: string): string {
  return `${prefix}-${randomBytes(9).toString("hex").slice(0, 17)}`;
}

/** The resource with this id, or AWS's error: malformed, or not found. */
export function find<Row>(kind: IdKind, id: string, table: Table<Row>): Row {
  if (!new RegExp(`^${kind}-[0-9a-f]{8,17}$`).test(id)) {
    throw new AwsError(kinds[kind].malformed, `Invalid id: "${id}" (expecting "${kind}-...")`);
  }
  return table.get(id) ?? notFound(kind, id);
}

export function notFound(kind: IdKind, id: string): never {
  throw new AwsError(kinds[kind].notFound, `The ${kinds[kind].noun} '${id}' does not exist`);
}
