import type { Json, JsonObject } from "../../../src/json.ts";
import { earlyMembers, earlyResponse, isObject, lateRequest, lateResponse } from "./ec2-forms.ts";
import { wireInput } from "./ec2-wire.ts";
import { lowerFirst } from "./lower-camel.ts";
import type { RecordedService, Rendering } from "./service.ts";

/** Those that are known to be in the early form: all others are in the late one. */
const EARLY = new Set([
  "AuthorizeSecurityGroupEgress",
  "AuthorizeSecurityGroupIngress",
  "CreateImage",
  "CreateNetworkAcl",
  "CreateNetworkAclEntry",
  "CreateSecurityGroup",
  "CreateSnapshot",
  "CreateSubnet",
  "CreateTags",
  "CreateVolume",
  "CreateVpc",
  "DeleteNetworkAcl",
  "DeleteNetworkAclEntry",
  "DeleteSecurityGroup",
  "DeleteSnapshot",
  "DeleteSubnet",
  "DeleteTags",
  "DeleteVolume",
  "DeleteVpc",
  "DeregisterImage",
  "ModifyImageAttribute",
  "ModifyInstanceAttribute",
  "ModifySnapshotAttribute",
  "RegisterImage",
  "ReplaceNetworkAclEntry",
  "RevokeSecurityGroupEgress",
  "RevokeSecurityGroupIngress",
  "RunInstances",
  "StartInstances",
  "StopInstances",
  "TerminateInstances",
  "UpdateSecurityGroupRuleDescriptionsEgress",
  "UpdateSecurityGroupRuleDescriptionsIngress",
]);

/** A call about a group's rules: its permissions and their four lists are there, be they empty. */
const rules = (input: JsonObject): JsonObject => {
  const { IpPermissions } = input;
  const permissions = Array.isArray(IpPermissions) ? IpPermissions : [];
  const lists = { Groups: [], IpRanges: [], Ipv6Ranges: [], PrefixListIds: [] };
  return { ...input, IpPermissions: permissions.map((item) => ({ ...lists, ...members(item) })) };
};

/** A call about a network ACL's entry: its protocol has a name of its own, and what the protocol has none of is `{}`. */
const aclEntry = ({ Protocol, Icmp, PortRange = {}, ...input }: JsonObject): JsonObject => ({
  ...input,
  AclProtocol: Protocol,
  IcmpTypeCode: Icmp ?? {},
  PortRange,
});

/** What the early form has of a request, before it is written in that form. */
const prepared: { [operation: string]: (input: JsonObject) => JsonObject } = {
  CreateNetworkAclEntry: aclEntry,
  ReplaceNetworkAclEntry: aclEntry,
  AuthorizeSecurityGroupIngress: rules,
  AuthorizeSecurityGroupEgress: rules,
  RevokeSecurityGroupIngress: rules,
  RevokeSecurityGroupEgress: rules,
  CreateVolume: ({ AvailabilityZone, ...input }) => ({ ...input, Zone: AvailabilityZone }),
  RunInstances: ({ ImageId, MinCount, MaxCount, ...input }) => ({
    ...input,
    InstancesSet: [{ ImageId, MinCount, MaxCount }],
  }),
  TerminateInstances: ({ InstanceId }) => ({
    InstancesSet: list(InstanceId).map((id) => ({ InstanceId: id })),
  }),
};

/** Who may use a snapshot or an image, in whichever of the two ways the caller said it. */
function sharing(member: "CreateVolumePermission" | "LaunchPermission", input: JsonObject): JsonObject {
  const { Add, Remove } = members(input[member] ?? {});
  const groups = list(input.GroupNames ?? input.UserGroups).map((Group) => ({ Group }));
  const flat = [...groups, ...list(input.UserIds).map((UserId) => ({ UserId }))];
  const adds = [...list(Add), ...(input.OperationType === "add" ? flat : [])];
  const removes = [...list(Remove), ...(input.OperationType === "remove" ? flat : [])];
  const lists = {
    ...(adds.length > 0 && { Add: adds }),
    ...(removes.length > 0 && { Remove: removes }),
  };
  return { [lowerFirst(member)]: earlyMembers(lists) };
}

const operations: { [operation: string]: Rendering } = {
  ModifySnapshotAttribute: {
    request: (input) => ({
      snapshotId: input.SnapshotId,
      attributeType: "CREATE_VOLUME_PERMISSION",
      ...sharing("CreateVolumePermission", input),
    }),
  },
  ModifyImageAttribute: {
    request: (input) => ({
      imageId: input.ImageId,
      attributeType: "launchPermission",
      ...sharing("LaunchPermission", input),
    }),
  },
};

export const ec2: RecordedService = {
  source: "ec2.amazonaws.com",
  async request(input, operation) {
    const { DryRun: _, ...wire } = await wireInput(operation, input);
    if (!EARLY.has(operation)) return lateRequest(operation, wire);
    return earlyMembers(prepared[operation]?.(wire) ?? wire);
  },
  response: (answer, requestId, operation) =>
    EARLY.has(operation) ? earlyResponse(answer, requestId) : lateResponse(operation, answer, requestId),
  errorCode: (code) => `Client.${code}`,
  operations,
};

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

function members(value: Json): JsonObject {
  return isObject(value) ? value : {};
}
