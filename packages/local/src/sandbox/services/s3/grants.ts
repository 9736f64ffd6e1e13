import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import type { Output } from "../../output.ts";
import { many, structure } from "../../protocols/xml-tree.ts";
import { type Grant, permission } from "./resources.ts";

const group = (name: string) => `http://acs.amazonaws.com/groups/${name}`;
const allUsers = group("global/AllUsers");
const authenticatedUsers = group("global/AuthenticatedUsers");
const logDelivery = group("s3/LogDelivery");
const groups = new Set([allUsers, authenticatedUsers, logDelivery]);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl, as far as they are a bucket's. */
const canned = {
  private: [],
  "public-read": [groupGrant(allUsers, "READ")],
  "public-read-write": [groupGrant(allUsers, "READ"), groupGrant(allUsers, "WRITE")],
  "authenticated-read": [groupGrant(authenticatedUsers, "READ")],
  "log-delivery-write": [groupGrant(logDelivery, "WRITE"), groupGrant(logDelivery, "READ_ACP")],
} satisfies Record<string, Grant[]>;

const cannedName = z.enum([
  "authenticated-read",
  "log-delivery-write",
  "private",
  "public-read",
  "public-read-write",
]);

const headerPermissions = {
  GrantFullControl: "FULL_CONTROL",
  GrantRead: "READ",
  GrantReadACP: "READ_ACP",
  GrantWrite: "WRITE",
  GrantWriteACP: "WRITE_ACP",
} as const;

const grantHeader = z.string().optional();

/** An ACL in the request's headers: a canned one, or one header for each permission. */
export const aclHeaders = {
  ACL: z.string().optional(),
  GrantFullControl: grantHeader,
  GrantRead: grantHeader,
  GrantReadACP: grantHeader,
  GrantWrite: grantHeader,
  GrantWriteACP: grantHeader,
};
type AclHeaders = { [Name in keyof typeof aclHeaders]?: string | undefined };

const grantee = z.strictObject({
  "xmlns:xsi": z.string().optional(),
  "xsi:type": z.string(),
  ID: z.string().optional(),
  DisplayName: z.string().optional(),
  URI: z.string().optional(),
  EmailAddress: z.string().optional(),
});

/** An ACL in the request's body. */
export const accessControlPolicy = structure({
  Owner: structure({ ID: z.string(), DisplayName: z.string().optional() }),
  AccessControlList: structure({
    Grant: many(z.strictObject({ Grantee: grantee, Permission: permission })).default([]),
  }),
});

/** Undefined where the headers name no ACL. */
export function grantsOfHeaders(headers: AclHeaders, owner: string): Grant[] | undefined {
  const named = Object.entries(headerPermissions).flatMap(([header, allowed]) => {
    const value = isGrantHeader(header) ? headers[header] : undefined;
    return value === undefined ? [] : grantees(value).map((each) => ({ grantee: each, permission: allowed }));
  });
  if (headers.ACL === undefined) return named.length > 0 ? named : undefined;
  if (named.length > 0) {
    throw new AwsError("InvalidRequest", "Specifying both Canned ACLs and Header Grants is not allowed");
  }
  const name = cannedName.safeParse(headers.ACL);
  if (!name.success) throw new AwsError("InvalidArgument", `${headers.ACL} is no ACL of a bucket`);
  return [ownerGrant(owner), ...canned[name.data]];
}

function isGrantHeader(name: string): name is keyof typeof headerPermissions {
  return Object.hasOwn(headerPermissions, name);
}

/** Such as `uri="http://acs.amazonaws.com/groups/global/AllUsers", id="79a5…"`. */
function grantees(text: string): Grant["grantee"][] {
  return text.split(",").map((part) => {
    const [, type, value = ""] = /^\s*(id|uri|emailAddress)\s*=\s*"?([^"]*)"?\s*$/.exec(part) ?? [];
    return checkedGrantee(type === "id" ? value : undefined, type === "uri" ? value : undefined);
  });
}

export function grantsOfPolicy({ AccessControlList }: z.output<typeof accessControlPolicy>): Grant[] {
  return AccessControlList.Grant.map(({ Grantee, Permission }) => ({
    grantee: checkedGrantee(Grantee.ID, Grantee.URI),
    permission: Permission,
  }));
}

function checkedGrantee(id: string | undefined, uri: string | undefined): Grant["grantee"] {
  if (uri !== undefined && groups.has(uri)) return { kind: "Group", value: uri };
  if (uri === undefined && id !== undefined && /^[0-9a-f]{64}$/.test(id)) {
    return { kind: "CanonicalUser", value: id };
  }
  throw new AwsError("InvalidArgument", "Invalid id: a grantee is a canonical user id or one of S3's groups");
}

export function ownerGrant(owner: string): Grant {
  return { grantee: { kind: "CanonicalUser", value: owner }, permission: "FULL_CONTROL" };
}

function groupGrant(value: string, allowed: Grant["permission"]): Grant {
  return { grantee: { kind: "Group", value }, permission: allowed };
}

export function describedGrant({ grantee: { kind, value }, permission: Permission }: Grant): Output {
  const attributes = { "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:type": kind };
  return { Grantee: { ...attributes, [kind === "Group" ? "URI" : "ID"]: value }, Permission };
}
