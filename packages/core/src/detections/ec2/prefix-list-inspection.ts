import type { ManagedPrefixList, PrefixListEntry, SecurityGroupRule } from "@aws-sdk/client-ec2";
import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { StillChangingError } from "../../aws/error.ts";
import type { Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan } from "../../response/plan.ts";
import type { Inspection, Look, Place } from "../define.ts";
import { describeTraffic, type IngressPolicy, isAllowed, severityOf } from "./ingress-policy.ts";
import { type IngressRule, liveRule } from "./security-group-rule.ts";
import { canonicalCidr, describeRange, isWorld } from "./world.ts";

/** The entry that opens what goes by the list. */
export type Evidence = z.infer<typeof Evidence>;
export const Evidence = z.object({ prefixListId: z.string(), cidr: z.string(), groups: z.array(z.string()) });

/** Groups that a finding names. */
const GROUPS = 20;

export function listArn(id: string, { account, region }: Place): string {
  return arn("ec2", region, account, `prefix-list/${id}`);
}

/** The entries of a list that are the world. */
export function worldEntries(entries: readonly PrefixListEntry[], policy: IngressPolicy): string[] {
  return entries.flatMap(({ Cidr = "" }) =>
    isWorld(Cidr, policy.worldPrefixes) ? (canonicalCidr(Cidr) ?? []) : [],
  );
}

/** The ingress rules that go by a list, and that may not be open to the world. */
export function rulesBy(
  id: string,
  rules: readonly SecurityGroupRule[],
  policy: IngressPolicy,
): IngressRule[] {
  return rules
    .flatMap((rule) => liveRule(rule) ?? [])
    .filter((rule) => rule.range === id && !isAllowed(rule, policy));
}

/** Is what a list shows what it was, and not what it will be? */
export function isChanging({ State }: ManagedPrefixList): boolean {
  return State?.endsWith("-in-progress") === true;
}

/** What is wrong with a list: each of these entries, where rules go by it. */
export function violationsOf(
  id: string,
  cidrs: readonly string[],
  rules: IngressRule[],
  place: Place,
): Violation<Evidence>[] {
  const [rule] = rules;
  if (!rule) return [];
  const more = rules.length > 1 ? ` and ${rules.length - 1} more` : "";
  const groups = [...new Set(rules.flatMap(({ groupId }) => groupId ?? []))].toSorted().slice(0, GROUPS);
  return cidrs.map((cidr) => ({
    account: place.account,
    resource: { arn: listArn(id, place), type: "AWS::EC2::PrefixList", id },
    fingerprint: cidr,
    summary: `Prefix list ${id} holds ${describeRange(cidr)}, and ${describeTraffic(rule)} of ${rule.groupId ?? "a group"}${more} is open to it`,
    severity: rules.some((each) => severityOf(each) === "critical") ? "critical" : "high",
    evidence: { prefixListId: id, cidr, groups },
  }));
}

/** A list now, and how the entry that a finding is about is taken out of it. */
export async function inspectList(
  { prefixListId, cidr }: Evidence,
  { live }: Pick<Look, "live">,
  policy: IngressPolicy,
): Promise<Inspection> {
  const ec2 = await live.client("ec2");
  const [list] = (await ec2.DescribeManagedPrefixLists({ PrefixListIds: [prefixListId] })).PrefixLists;
  if (!list || list.OwnerId === "AWS") return { state: { prefixListId, gone: true } };
  const { entries, rules } = await contentOf(prefixListId, ec2, policy);
  const entry = entries.find(({ Cidr = "" }) => canonicalCidr(Cidr) === cidr);
  const seen = {
    state: {
      prefixListId,
      entries: entries.map(shownEntry).toSorted((a, b) => (a.cidr < b.cidr ? -1 : 1)),
      rules: rules.map((rule) => `${describeTraffic(rule)} of ${rule.groupId ?? ""}`).toSorted(),
    },
    // The other entries are other findings' business, and may be taken out for them.
    guard: { entry: entry ? shownEntry(entry) : null },
  };
  if (!entry && isChanging(list)) throw new StillChangingError(`${prefixListId} is in ${list.State}`);
  if (!entry || rules.length === 0 || !isWorld(cidr, policy.worldPrefixes)) return seen;
  if (list.IpamPrefixListResolverSyncEnabled)
    return { ...seen, stuck: "IPAM fills this list by its own rules: the entry has to go from those" };
  return { ...seen, plan: removal(prefixListId, entry) };
}

async function contentOf(id: string, ec2: Clients["ec2"], policy: IngressPolicy) {
  const entries = await ec2.GetManagedPrefixListEntries({ PrefixListId: id });
  // There is no filter for it, and that of the groups is for patterns of a group's permissions.
  const rules = rulesBy(id, await ec2.DescribeSecurityGroupRules({ Filters: [] }), policy);
  return { entries, rules };
}

function shownEntry({ Cidr = "", Description }: PrefixListEntry) {
  return { cidr: Cidr, ...(Description && { description: Description }) };
}

/**
 * Takes out the entry alone, whatever else has become of the list: AWS wants the version that is changed, which is read right
 * before. Restoring an earlier version instead would take other changes back, too.
 */
function removal(PrefixListId: string, { Cidr = "", Description }: PrefixListEntry): Plan {
  const read = {
    service: "ec2",
    operation: "DescribeManagedPrefixLists",
    input: { PrefixListIds: [PrefixListId] },
    does: `read which version ${PrefixListId} has`,
  };
  const version = (from: "step" | "undo") => ({ $from: { [from]: 0, path: ["PrefixLists", 0, "Version"] } });
  const change = (input: JsonObject, does: string) => ({
    service: "ec2",
    operation: "ModifyManagedPrefixList",
    input: { PrefixListId, ...input },
    does,
  });
  const back = { Cidr, ...(Description && { Description }) };
  return {
    version: 1,
    steps: [
      read,
      change(
        { CurrentVersion: version("step"), RemoveEntries: [{ Cidr }] },
        `take ${Cidr} out of ${PrefixListId}`,
      ),
    ],
    undo: [
      { ...read, undoes: 1 },
      {
        ...change(
          { CurrentVersion: version("undo"), AddEntries: [back] },
          `put ${Cidr} back into ${PrefixListId}`,
        ),
        undoes: 1,
      },
    ],
    caveats: [
      "everything else that goes by the list loses the entry, too: route tables, and the groups of accounts that share it",
    ],
  };
}
