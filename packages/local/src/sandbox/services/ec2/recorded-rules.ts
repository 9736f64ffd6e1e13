import type { Output } from "../../output.ts";
import type { IpPermissionInput } from "./input.ts";

/**
 * The input of a call about a group's rules as CloudTrail has it: its permissions and their four lists are always
 * there, be they empty; ranges are as the caller typed them; a rule for all protocols has no ports.
 */
export function recordedRules<Input extends { IpPermissions?: IpPermissionInput[] | undefined }>(
  input: Input,
) {
  return { ...input, IpPermissions: (input.IpPermissions ?? []).map(recordedPermission) };
}

function recordedPermission(permission: IpPermissionInput): Output {
  const {
    IpProtocol,
    FromPort,
    ToPort,
    Groups = [],
    IpRanges = [],
    Ipv6Ranges = [],
    PrefixListIds = [],
  } = permission;
  return {
    IpProtocol,
    ...(IpProtocol !== "-1" && { FromPort, ToPort }),
    Groups,
    IpRanges,
    Ipv6Ranges,
    PrefixListIds,
  };
}
