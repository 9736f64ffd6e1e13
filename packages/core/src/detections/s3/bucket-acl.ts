import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { AccessControlPolicy } from "../../aws/s3/access-operations.ts";
import { type CloudTrailRecord, omitted } from "../../event/record.ts";
import { asList } from "../one-or-many.ts";
import { element } from "./bucket.ts";

/** Whom an ACL lets in that nobody knows: https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
const GROUP = /^https?:\/\/acs\.amazonaws\.com\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;
const WHO: { [group: string]: string } = {
  AllUsers: "anyone",
  AuthenticatedUsers: "anyone with an AWS account",
};

/** A grant to everyone, as group and permission: `AllUsers:READ`. */
export type PublicGrant = `${string}:${string}`;

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl */
const CANNED: { [name: string]: readonly PublicGrant[] } = {
  "public-read": ["AllUsers:READ"],
  "public-read-write": ["AllUsers:READ", "AllUsers:WRITE"],
  "authenticated-read": ["AuthenticatedUsers:READ"],
};

const HEADERS: { [header: string]: string } = {
  "x-amz-grant-full-control": "FULL_CONTROL",
  "x-amz-grant-read": "READ",
  "x-amz-grant-read-acp": "READ_ACP",
  "x-amz-grant-write": "WRITE",
  "x-amz-grant-write-acp": "WRITE_ACP",
};

const Texts = asList(z.string().catch("")).catch([]);
const Grants = asList(
  z
    .object({ Grantee: z.object({ URI: z.string() }), Permission: z.string() })
    .optional()
    .catch(undefined),
).catch([]);

/**
 * The grants to everyone in the ACL that a call sets: a canned one, one header for each permission, or the body. `undefined` where
 * the record doesn't show it.
 */
export function recordedPublicGrants(record: CloudTrailRecord): PublicGrant[] | undefined {
  const { requestParameters } = record;
  const policy = element(requestParameters, "AccessControlPolicy");
  const canned = Texts.parse(requestParameters?.["x-amz-acl"]);
  const headers = Object.entries(HEADERS).flatMap(([header, permission]) =>
    Texts.parse(requestParameters?.[header]).map((value) => ({ value, permission })),
  );
  const shown = policy !== undefined || canned.length > 0 || headers.length > 0;
  // A new bucket whose ACL nothing is said of has a private one.
  if (omitted(requestParameters) || (!shown && record.eventName !== "CreateBucket")) return undefined;
  const body = Grants.parse(element(policy, "AccessControlList")?.Grant);
  return sorted([
    ...canned.flatMap((name) => (Object.hasOwn(CANNED, name) ? (CANNED[name] ?? []) : [])),
    ...headers.flatMap(({ value, permission }) =>
      [...value.matchAll(/uri\s*=\s*"?([^",\s]+)"?/gi)].flatMap(([, uri]) => publicGrant(uri, permission)),
    ),
    ...body.flatMap((grant) => publicGrant(grant?.Grantee.URI, grant?.Permission)),
  ]);
}

/** A bucket's ACL as it is now, with what of it is for everyone. */
export async function aclOf(Bucket: string, live: LiveAccount) {
  const s3 = await live.client("s3");
  const { Owner = {}, Grants: grants = [] } = await s3.GetBucketAcl({ Bucket });
  const acl = AccessControlPolicy.parse({ Owner, Grants: grants });
  const isOpen = ({ Grantee: { URI }, Permission }: (typeof acl.Grants)[number]) =>
    publicGrant(URI, Permission).length > 0;
  return {
    acl,
    open: sorted(acl.Grants.flatMap(({ Grantee, Permission }) => publicGrant(Grantee.URI, Permission))),
    /** The same without what is for everyone. */
    closed: { ...acl, Grants: acl.Grants.filter((grant) => !isOpen(grant)) },
  };
}

/** One line for people: "bucket web: anyone may READ". */
export function aclSummary(bucket: string, open: readonly PublicGrant[]): string {
  const groups = [...new Set(open.map((grant) => grant.split(":")[0] ?? ""))];
  const said = groups.map((group) => {
    const may = open.flatMap((grant) =>
      grant.startsWith(`${group}:`) ? [grant.slice(group.length + 1)] : [],
    );
    return `${WHO[group] ?? group} may ${may.join(", ")}`;
  });
  return `bucket ${bucket}, by its ACL: ${said.join("; ")}`;
}

const PERMISSIONS = new Set(Object.values(HEADERS));

function publicGrant(uri: string | undefined, permission: string | undefined): PublicGrant[] {
  const [, group] = GROUP.exec(uri ?? "") ?? [];
  if (group === undefined || permission === undefined || !PERMISSIONS.has(permission)) return [];
  return [`${group}:${permission}`];
}

const sorted = (grants: readonly PublicGrant[]) => [...new Set(grants)].toSorted();
