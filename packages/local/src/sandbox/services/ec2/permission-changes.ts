import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import type { Output } from "../../output.ts";
import { list, strings } from "./input.ts";
import type { Permission } from "./instance-resources.ts";

// Snapshots and images are shared in two ways of asking: by lists to add and to remove, or by an operation with ids.

const permissionList = list(
  z.strictObject({
    Group: z.string().optional(),
    UserId: z.string().optional(),
    OrganizationArn: z.string().optional(),
    OrganizationalUnitArn: z.string().optional(),
  }),
).optional();

export const changeLists = z.strictObject({ Add: permissionList, Remove: permissionList }).optional();

export const changeByIds = {
  OperationType: z.enum(["add", "remove"]).optional(),
  UserId: strings,
  UserGroup: strings,
  OrganizationArn: strings,
  OrganizationalUnitArn: strings,
};

type Lists = z.output<typeof changeLists>;
type ByIds = z.output<z.ZodObject<typeof changeByIds>>;

// Not an interface: so that it can stand in a request.
type Change = { add: Permission[]; remove: Permission[] };

export function changeOf(lists: Lists, ids: ByIds): Change {
  const named: Permission[] = [
    ...(ids.UserGroup ?? []).map((group) => ({ group })),
    ...(ids.UserId ?? []).map((userId) => ({ userId })),
    ...(ids.OrganizationArn ?? []).map((organizationArn) => ({ organizationArn })),
    ...(ids.OrganizationalUnitArn ?? []).map((organizationalUnitArn) => ({ organizationalUnitArn })),
  ];
  const change = {
    add: [...read(lists?.Add), ...(ids.OperationType === "add" ? named : [])],
    remove: [...read(lists?.Remove), ...(ids.OperationType === "remove" ? named : [])],
  };
  if (change.add.length + change.remove.length === 0)
    throw new AwsError("MissingParameter", "The request must contain a permission to add or to remove");
  for (const { group, userId } of [...change.add, ...change.remove]) {
    if (group !== undefined && group !== "all")
      throw new AwsError(
        "InvalidAMIAttributeItemValue",
        `Invalid attribute item value "${group}" for userGroup`,
      );
    if (userId !== undefined && !/^\d{12}$/.test(userId))
      throw new AwsError(
        "InvalidAMIAttributeItemValue",
        `Invalid attribute item value "${userId}" for userId`,
      );
  }
  return change;
}

function read(given: NonNullable<Lists>["Add"]): Permission[] {
  return (given ?? []).map(({ Group, UserId, OrganizationArn, OrganizationalUnitArn }) => ({
    ...(Group !== undefined && { group: Group }),
    ...(UserId !== undefined && { userId: UserId }),
    ...(OrganizationArn !== undefined && { organizationArn: OrganizationArn }),
    ...(OrganizationalUnitArn !== undefined && { organizationalUnitArn: OrganizationalUnitArn }),
  }));
}

export function isPublic(permissions: readonly Permission[]): boolean {
  return permissions.some(({ group }) => group === "all");
}

/** Those of before, with the change: what is there already is not there twice. */
export function changed(before: readonly Permission[], { add, remove }: Change): Permission[] {
  const keyOf = (permission: Permission) => JSON.stringify(Object.entries(permission));
  const left = new Map([...before, ...add].map((permission) => [keyOf(permission), permission]));
  for (const permission of remove) left.delete(keyOf(permission));
  return [...left.values()];
}

/** As CloudTrail records it, however it was asked for. */
export function recordedChange({ add, remove }: Change): Output {
  return { ...(add.length > 0 && { add }), ...(remove.length > 0 && { remove }) };
}
