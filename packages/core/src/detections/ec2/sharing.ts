import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import { awsFailure } from "../../aws/error.ts";
import type { CloudTrailRecord } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Plan, Step } from "../../response/plan.ts";
import type { Inspection, Place } from "../define.ts";
import { asList } from "../one-or-many.ts";

/** Whom a snapshot or an image is shared with, by the name that EC2 has for it. */
export type Grantee = z.infer<typeof Grantee>;
const Grantee = z.object({
  kind: z.enum(["Group", "UserId", "OrganizationArn", "OrganizationalUnitArn"]),
  value: z.string(),
});

export const Evidence = z.object({ id: z.string(), to: Grantee });
export type Evidence = z.infer<typeof Evidence>;

export const AllowedAccounts = z
  .array(z.string().regex(/^\d{12}$/))
  .default([])
  .describe("Accounts that may be shared with, by their ids");

/** Whom one may share with. */
export interface SharingPolicy {
  allowedAccounts: readonly string[];
  allowedOrganizations?: readonly string[];
}

/** What can be shared. */
export interface Shareable {
  noun: "Snapshot" | "Image";
  type: "AWS::EC2::Snapshot" | "AWS::EC2::Image";
  id: RegExp;
}

const text = z.string().optional().catch(undefined);
const Item = z
  .object({ group: text, userId: text, organizationArn: text, organizationalUnitArn: text })
  .catch({});
const Items = z.object({ items: asList(Item) });
const Change = z.object({ add: Items.optional(), remove: Items.optional() });

/**
 * Whom the call of a record has shared with; `unreadable` where it is about that, and the record does not say so in the way that
 * is known.
 */
export function addedBy(
  { requestParameters }: CloudTrailRecord,
  member: "createVolumePermission" | "launchPermission",
): Grantee[] | "unreadable" {
  const change = Change.safeParse(requestParameters?.[member]).data;
  if (change?.add || change?.remove) return (change.add?.items ?? []).flatMap(granteesIn);
  const type = requestParameters?.attributeType;
  const isAboutThat =
    typeof type === "string" && type.replaceAll("_", "").toLowerCase() === member.toLowerCase();
  return isAboutThat ? "unreadable" : [];
}

function granteesIn(item: z.infer<typeof Item>): Grantee[] {
  return granteesOf([
    {
      Group: item.group,
      UserId: item.userId,
      OrganizationArn: item.organizationArn,
      OrganizationalUnitArn: item.organizationalUnitArn,
    },
  ]);
}

const ACCOUNT = /^\d{6,20}$/;
const ORGANIZATION = /^arn:[\w-]+:organizations::\d+:(?:organization|ou)\/(o-\w+)[\w/-]*$/;

/** The grantees of permissions in EC2's own form; what is none of AWS's is left out. */
export function granteesOf(
  permissions: readonly { [Kind in Grantee["kind"]]?: string | undefined }[] = [],
): Grantee[] {
  return permissions.flatMap(({ Group, UserId, OrganizationArn, OrganizationalUnitArn }): Grantee[] => {
    if (Group === "all") return [{ kind: "Group", value: Group }];
    if (UserId && ACCOUNT.test(UserId)) return [{ kind: "UserId", value: UserId }];
    if (OrganizationArn && ORGANIZATION.test(OrganizationArn))
      return [{ kind: "OrganizationArn", value: OrganizationArn }];
    if (OrganizationalUnitArn && ORGANIZATION.test(OrganizationalUnitArn))
      return [{ kind: "OrganizationalUnitArn", value: OrganizationalUnitArn }];
    return [];
  });
}

function isAllowed({ kind, value }: Grantee, policy: SharingPolicy, account?: string): boolean {
  if (kind === "Group") return false;
  if (kind === "UserId") return value === account || policy.allowedAccounts.includes(value);
  const organization = ORGANIZATION.exec(value)?.[1] ?? "";
  return policy.allowedOrganizations?.includes(organization) ?? false;
}

/** A violation for each of those that may not be shared with. */
export function sharingViolations(
  { noun, type }: Shareable,
  id: string,
  grantees: readonly Grantee[],
  policy: SharingPolicy,
  { account, region }: Place,
): Violation<Evidence>[] {
  const wrong = grantees.filter((grantee) => !isAllowed(grantee, policy, account));
  return wrong.map((to) => ({
    resource: { arn: sharedArn(noun, id, region), type, id },
    fingerprint: to.kind === "Group" ? "public" : `${to.kind}/${to.value}`,
    summary: `${noun} ${id} is shared with ${wordsFor(to)}`,
    severity: to.kind === "Group" ? "critical" : "medium",
    evidence: { id, to },
  }));
}

/** AWS's ARNs of snapshots and images have no account. */
export function sharedArn(noun: Shareable["noun"], id: string, region: string): string {
  return arn("ec2", region, "", `${noun.toLowerCase()}/${id}`);
}

/** What a look has seen, or nothing where its object is gone. */
export async function unlessGone<Seen>(look: Promise<Seen>): Promise<Seen | undefined> {
  try {
    return await look;
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
}

/** EC2 has a word of its own for an image that was there. */
function isGone(error: unknown): boolean {
  return (
    awsFailure(error) === "gone" || (error instanceof Error && error.name === "InvalidAMIID.Unavailable")
  );
}

function wordsFor({ kind, value }: Grantee): string {
  if (kind === "Group") return "everyone";
  return kind === "UserId" ? `account ${value}` : value;
}

/** What stands of a share among the permissions that the resource has now, and how to take just that away. */
export function inspectSharing(
  { noun }: Shareable,
  { id, to }: Evidence,
  permissions: readonly Grantee[],
  policy: SharingPolicy,
  step: (does: "add" | "remove", what: string) => Step,
): Inspection {
  const isIt = ({ kind, value }: Grantee) => kind === to.kind && value === to.value;
  // Others that offend are other findings', which take them away.
  const others = permissions.filter((grantee) => isIt(grantee) || isAllowed(grantee, policy));
  const seen = { state: { id, sharedWith: shown(permissions) }, guard: { sharedWith: shown(others) } };
  if (!permissions.some(isIt) || isAllowed(to, policy)) return seen;
  const whom = wordsFor(to);
  const plan: Plan = {
    version: 1,
    steps: [step("remove", `share ${noun.toLowerCase()} ${id} with ${whom} no more`)],
    undo: [{ ...step("add", `share ${noun.toLowerCase()} ${id} with ${whom} again`), undoes: 0 }],
    ...(to.kind !== "Group" && {
      confirm: `sharing with ${whom} may well be meant, which the call does not tell`,
    }),
  };
  return { ...seen, plan };
}

function shown(grantees: readonly Grantee[]): string[] {
  return grantees.map(wordsFor).toSorted();
}
