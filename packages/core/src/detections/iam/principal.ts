import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { globalArn } from "../../aws/arn.ts";
import type { Resource } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Place } from "../define.ts";

/** What has policies: a user, a role or a group, by its name, which is unique in an account whatever the path. */
export type Principal = z.infer<typeof Principal>;
export const Principal = z.object({ kind: z.enum(["user", "role", "group"]), name: z.string() });

/** As IAM's operations and CloudFormation spell the kinds. */
export const KIND = { user: "User", role: "Role", group: "Group" } as const;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names */
const IamName = z.string().regex(/^[\w+=,.@-]{1,128}$/);
/** A name in a record; what can't be one counts as absent. */
export const recordedName = IamName.optional().catch(undefined);

const Named = z.object({ userName: recordedName, roleName: recordedName, groupName: recordedName });

/** Whom a record's call was about. Of AddUserToGroup and the like, which have two, it is the user. */
export function principalOf(requestParameters: JsonObject | null): Principal | undefined {
  const { userName, roleName, groupName } = Named.parse(requestParameters ?? {});
  if (userName !== undefined) return { kind: "user", name: userName };
  if (roleName !== undefined) return { kind: "role", name: roleName };
  return groupName === undefined ? undefined : { kind: "group", name: groupName };
}

/**
 * The resource of a finding. Its ARN is without the path, which records don't have: so that events and sweeps make the same
 * finding, the sweep leaves it out, too.
 */
export function principalResource({ kind, name: id }: Principal, { account, region }: Place): Resource {
  return {
    arn: globalArn("iam", region, account, `${kind}/${id}`),
    type: `AWS::IAM::${KIND[kind]}`,
    id,
  };
}

/** The input that names it, in an operation of IAM. */
export function naming({ kind, name: id }: Principal): JsonObject {
  return { [`${KIND[kind]}Name`]: id };
}

/** Roles that AWS IAM Identity Center makes and keeps: nobody else can change them. https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetsconcept.html */
export function heldBack({ kind, name: id }: Principal): string | undefined {
  if (kind !== "role" || !id.startsWith("AWSReservedSSO_")) return undefined;
  return "IAM Identity Center keeps this role: change its permission set there";
}

/** The tags of a user or a role; groups have none. */
export async function tagsOf({ type, id }: Resource, live: LiveAccount): Promise<Record<string, string>> {
  const iam = await live.client("iam");
  const tags =
    type === "AWS::IAM::User"
      ? await iam.ListUserTags({ UserName: id })
      : type === "AWS::IAM::Role"
        ? await iam.ListRoleTags({ RoleName: id })
        : [];
  return Object.fromEntries(tags.flatMap(({ Key, Value = "" }) => (Key ? [[Key, Value] as const] : [])));
}
