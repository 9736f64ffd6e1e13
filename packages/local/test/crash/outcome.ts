import type { StepOutcome } from "@snapback/core/finding/attempt-schema";
import type { Activity, Finding } from "@snapback/core/finding/schema";
import type { Notice } from "@snapback/core/notice/schema";
import type { Entry } from "@snapback/core/settings/ledger";
import { allFindings } from "../../../core/test/all-findings.ts";
import type { LoggedCall } from "../../src/sandbox/sandbox.ts";
import { stores } from "./handlers.ts";
import { watch } from "./wire.ts";
import { respondRole, type World } from "./world.ts";

/** All that a world has come to. */
export interface Seen {
  findings: {
    finding: Finding;
    activity: Activity[];
    /** How many calls showed it, and how many of these were others' than Snapback's own, by which it undoes. */
    calls: number;
    others: number;
  }[];
  /** The group's ingress rules, with ids. */
  rules: { id: string; text: string }[];
  /** What Snapback changed in the account, by the account's own log. */
  effects: LoggedCall[];
  /** How often somebody else took rules away. */
  shut: number;
  ledger: Entry[];
  /** Those that nobody was told of yet. */
  notices: Notice[];
}

export const REVOKE = "RevokeSecurityGroupIngress";
export const AUTHORIZE = "AuthorizeSecurityGroupIngress";
export const MODIFY = "ModifySecurityGroupRules";
const CHANGES = new Set([REVOKE, AUTHORIZE, MODIFY]);

export async function see(world: World): Promise<Seen> {
  const { sandbox, ec2, group } = world;
  const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({
    Filters: [{ Name: "group-id", Values: [group] }],
  });
  const rules = SecurityGroupRules.filter((rule) => !rule.IsEgress && !rule.ReferencedGroupInfo).map(
    (rule) => ({
      id: rule.SecurityGroupRuleId ?? "",
      text: `${rule.IpProtocol}/${rule.FromPort}-${rule.ToPort}/${rule.CidrIpv4} ${rule.Description ?? ""}`.trim(),
    }),
  );
  const changes = sandbox
    .calls()
    .filter(({ operation, errorCode }) => CHANGES.has(operation) && errorCode === undefined);
  const effects = changes.filter(({ accessKeyId }) => accessKeyId === respondRole.accessKeyId);
  const shut = changes.filter((call) => call.operation === REVOKE && !effects.includes(call)).length;
  return watch(world, async () => {
    const findings = await allFindings(stores.findings);
    return {
      findings: await Promise.all(
        findings.map(async (finding) => {
          const calls = await stores.findings.occurrences(finding.id);
          const others = calls.filter(({ actor }) => actor.accessKeyId !== respondRole.accessKeyId).length;
          return { finding, activity: await stores.findings.activity(finding), calls: calls.length, others };
        }),
      ),
      rules,
      effects,
      shut,
      ledger: await stores.ledger.since("2026-01-01T00:00:00.000Z"),
      notices: await stores.notices.unsent(new Date("9999-01-01"), 1000),
    };
  });
}

/**
 * What has to be the same with and without a process that was killed. Not so: times and versions, how often a response was
 * begun and planned, and whether a step that ran is known to have.
 */
export function outcomeOf(
  { findings, rules, effects, ledger, notices }: Seen,
  { either = false }: { either?: boolean } = {},
) {
  return {
    findings: findings
      .map(findingOutcome)
      .map(({ by, ...rest }) => (either ? rest : { ...rest, by }))
      .toSorted((a, b) => a.fingerprint.localeCompare(b.fingerprint)),
    rules: rules.map(({ text }) => text).toSorted(),
    effects: effects.map(({ operation }) => operation),
    // A pause that is asked for again is one more version of the settings.
    ledger: ledger
      .map(kindOf)
      .filter((kind, index, all) => kind !== "settings" || all.indexOf(kind) === index),
    // Some are told of again where a response was begun again; what has not been told at all is lost.
    notices: [...new Set(notices.map(({ kind }) => kind))].toSorted(),
  };
}

/** A decision's action, or the topic. */
function kindOf({ topic, data }: Entry): string {
  return typeof data.action === "string" ? data.action : topic;
}

function findingOutcome({ finding, activity, others }: Seen["findings"][number]) {
  const { fingerprint, state, safe, failure, proposal, attempts, undo, refusal, exemption } = finding;
  const { reopened, remediations, decided, contested, dismissed } = finding;
  const changed = attempts.flatMap(({ plan, steps, episode, undone }) =>
    plan.steps
      .filter((_, index) => ran(steps[index]))
      .map(
        ({ does }) =>
          `${episode} ${does.replaceAll(/sgr?-\w+/g, "id")}${undone === undefined ? "" : " (undone)"}`,
      ),
  );
  return {
    fingerprint,
    state,
    by: safe && { safe: safe.by, remediations: remediations.length },
    failure: failure?.code,
    proposal: proposal && {
      why: proposal.why.replaceAll(/\d{4}-[\d-]+T[\d:.]+Z/g, "then"),
      another: proposal.instead !== undefined,
    },
    changed: [...new Set(changed)],
    undone: undo && { finished: undo.finishedAt !== undefined, all: undo.outcomes.every(ran) },
    refusal: refusal?.reason,
    exempt: exemption !== undefined,
    decided: decided.map(({ refused }) => refused ?? "followed"),
    times: { others, reopened, contested: contested?.times },
    dismissed: dismissed?.reason,
    states: activity.map(({ to }) => to).filter((to, index, all) => to !== all[index - 1]),
  };
}

/** One that was begun and never reported may have run, and counts as one that did. */
function ran(outcome: StepOutcome | undefined): boolean {
  return outcome?.status === "done" || outcome?.status === "started" || outcome?.status === "already";
}
