import type { NetworkAcl } from "@aws-sdk/client-ec2";
import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import type { Baseline, GoodState } from "../../baseline/schema.ts";
import { staleness } from "../../baseline/stale.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan } from "../../response/plan.ts";
import type { Inspection, Look, Place } from "../define.ts";
import { describeExposure, describeRule, exposureOf } from "./ingress-policy.ts";
import {
  type AclPolicy,
  fingerprintOf,
  KnownEntry,
  knownEntry,
  opens,
  opensAmong,
  shownEntry,
  trafficOf,
} from "./network-acl-entry.ts";
import { IngressRule } from "./security-group-rule.ts";

/** The entry that lets the world in. */
export type Evidence = z.infer<typeof Evidence>;
export const Evidence = IngressRule.pick({ protocol: true, from: true, to: true, range: true }).extend({
  networkAclId: z.string(),
  ruleNumber: z.int(),
  /** The watched ports that it opens. */
  ports: z.array(z.int()),
  /** A call put it in another's place. */
  replaced: z.boolean().optional(),
});

export function aclArn(id: string, { account, region }: Place): string {
  return arn("ec2", region, account, `network-acl/${id}`);
}

/** Under which aspect of its ACL an entry of ingress is kept. */
export function aspectOf(ruleNumber: number): string {
  return `ingress/${ruleNumber}`;
}

/** An ACL's entries of ingress, in the order in which they are tried. */
export function ingressOf({ Entries = [] }: NetworkAcl): KnownEntry[] {
  return Entries.filter(({ Egress }) => Egress === false)
    .flatMap((entry) => knownEntry(entry) ?? [])
    .toSorted((a, b) => a.RuleNumber - b.RuleNumber);
}

/** What is wrong with an ACL: each entry that opens watched ports to the world. */
export function violationsOf(acl: NetworkAcl, policy: AclPolicy, place: Place): Violation<Evidence>[] {
  const { NetworkAclId: id = "" } = acl;
  const entries = ingressOf(acl);
  return entries.flatMap((entry) => {
    const ports = opensAmong(entry, entries, policy);
    if (ports.length === 0) return [];
    const rule = trafficOf(entry);
    const { RuleNumber: ruleNumber } = entry;
    return {
      account: place.account,
      resource: { arn: aclArn(id, place), type: "AWS::EC2::NetworkAcl", id },
      fingerprint: fingerprintOf(ruleNumber, rule),
      summary: `${describeExposure(rule, id)}, by its entry ${ruleNumber}`,
      severity: "medium" as const,
      evidence: { ...rule, networkAclId: id, ruleNumber, ports },
      exposure: exposureOf(rule),
    };
  });
}

/** An ACL's entries of ingress that are as they may be. */
export function goodEntries(
  resource: string,
  entries: readonly KnownEntry[],
  policy: AclPolicy,
): GoodState[] {
  return entries
    .filter((entry) => opens(entry, policy).length === 0)
    .map((entry) => ({ resource, aspect: aspectOf(entry.RuleNumber), value: entry }));
}

/** An ACL's ingress now, and how the entry that a finding is about becomes what it was, or goes. */
export async function inspectAcl(
  { arn: resource }: Resource,
  evidence: Evidence,
  { live, baseline, now }: Look,
  policy: AclPolicy,
): Promise<Inspection> {
  const { networkAclId, ruleNumber } = evidence;
  const ec2 = await live.client("ec2");
  const [acl = {}] = await ec2.DescribeNetworkAcls({ NetworkAclIds: [networkAclId] });
  const entries = ingressOf(acl);
  const entry = entries.find(({ RuleNumber }) => RuleNumber === ruleNumber);
  const seen = {
    state: { networkAclId, ingress: entries.map(shownEntry) },
    // The other entries are other findings' business, and may be changed for them.
    guard: { entry: entry ? shownEntry(entry) : null },
    baselines: goodEntries(resource, entries, policy),
  };
  const same = entry && fingerprintOf(ruleNumber, trafficOf(entry)) === fingerprintOf(ruleNumber, evidence);
  if (!same || opensAmong(entry, entries, policy).length === 0) return seen;
  const former = formerOf(await baseline(resource, aspectOf(ruleNumber)), entry, policy);
  const plan = former
    ? replacement(networkAclId, entry, former, now)
    : deletion(networkAclId, entry, evidence);
  return { ...seen, plan };
}

function formerOf(baseline: Baseline | undefined, { RuleNumber }: KnownEntry, policy: AclPolicy) {
  const read = KnownEntry.safeParse(baseline?.value);
  if (!baseline || !read.success || read.data.RuleNumber !== RuleNumber) return undefined;
  return opens(read.data, policy).length === 0 ? { entry: read.data, at: baseline.at } : undefined;
}

const step = (operation: string, input: JsonObject, does: string) => ({
  service: "ec2",
  operation,
  input,
  does,
});

function replacement(
  NetworkAclId: string,
  entry: KnownEntry,
  former: { entry: KnownEntry; at: string },
  now: Date,
): Plan {
  const name = `entry ${entry.RuleNumber} of ${NetworkAclId}`;
  const becomes = (known: KnownEntry, does: string) =>
    step("ReplaceNetworkAclEntry", { NetworkAclId, Egress: false, ...known }, does);
  const was = `${former.entry.RuleAction} ${describeRule(trafficOf(former.entry))}`;
  const is = `${entry.RuleAction} ${describeRule(trafficOf(entry))}`;
  return {
    version: 1,
    steps: [becomes(former.entry, `replace ${name} by what it was on ${former.at.slice(0, 10)}: ${was}`)],
    undo: [{ ...becomes(entry, `replace it again by ${is}`), undoes: 0 }],
    ...staleness("the entry", former.at, now),
  };
}

function deletion(NetworkAclId: string, entry: KnownEntry, { replaced, ports }: Evidence): Plan {
  const { RuleNumber } = entry;
  const name = `entry ${RuleNumber} of ${NetworkAclId}`;
  const rule = trafficOf(entry);
  const wider = rule.protocol === "-1" || (rule.to ?? 0) - (rule.from ?? 0) >= ports.length;
  const caveats = [
    ...(replaced ? ["what the entry was before it was replaced is not known: it is deleted"] : []),
    ...(wider ? ["all that the entry lets in is shut out, unless a later entry allows it"] : []),
  ];
  return {
    version: 1,
    steps: [step("DeleteNetworkAclEntry", { NetworkAclId, RuleNumber, Egress: false }, `delete ${name}`)],
    undo: [
      {
        ...step(
          "CreateNetworkAclEntry",
          { NetworkAclId, Egress: false, ...entry },
          `make it again: ${entry.RuleAction} ${describeRule(rule)}`,
        ),
        undoes: 0,
      },
    ],
    ...(caveats.length > 0 && { caveats }),
  };
}
