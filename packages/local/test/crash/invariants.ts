import type { StepOutcome } from "@snapback/core/finding/attempt-schema";
import type { Activity, Finding, State } from "@snapback/core/finding/schema";
import { transitions } from "@snapback/core/finding/transitions";
import { expect } from "vitest";
import * as z from "zod";
import { LEASE_MS } from "./handlers.ts";
import { AUTHORIZE, MODIFY, REVOKE, type Seen } from "./outcome.ts";

/** What holds of a world that has come to rest, whatever happened in it. */
export function holds(seen: Seen): void {
  for (const { finding, activity, calls } of seen.findings) {
    legal(activity);
    oneAtATime(activity);
    expect(finding.occurrences).toBe(calls);
    atRest(finding, seen);
    decidedOnce(finding, activity, seen);
  }
  undoKept(seen);
  nothingTwice(seen);
}

/** Each step of its life is one that is declared, and leads on from the one before. */
function legal(activity: readonly Activity[]): void {
  for (const [index, entry] of activity.entries()) {
    const before = activity[index - 1];
    expect(entry.from, `before: ${entry.what}`).toBe(before?.to);
    expect(entry.version).toBeGreaterThan(before?.version ?? 0);
    const { from, to } = entry;
    if (from === undefined) expect(["open", "exempt"]).toContain(to);
    else if (from !== to) expect(declared(from, to), `${from} -> ${to}: ${entry.what}`).toBe(true);
  }
}

function declared(from: State, to: State): boolean {
  return Object.values(transitions).some(
    (transition) => transition.to === to && transition.from.some((state) => state === from),
  );
}

/** Nobody takes over from somebody who may still be at it. */
function oneAtATime(activity: readonly Activity[]): void {
  let since: string | undefined;
  for (const { what, at, from, to } of activity) {
    const takesOver = what.startsWith("took over");
    if (takesOver) expect(Date.parse(at) - Date.parse(since ?? at), what).toBeGreaterThanOrEqual(LEASE_MS);
    if (takesOver || (from !== to && (to === "responding" || to === "undoing"))) since = at;
  }
}

/** Nobody is at it any more, nor is anybody to be; and what is called safe is. */
function atRest({ state, lease, look, fingerprint }: Finding, { rules }: Seen): void {
  expect(["responding", "undoing"]).not.toContain(state);
  expect({ lease, look }).toEqual({ lease: undefined, look: false });
  const stands = rules.some(({ text }) => text.startsWith(fingerprint));
  if (stands) expect(state).not.toBe("remediated");
}

/** What a person decided was followed once, or refused once; and a plan that was approved is the one that the person saw. */
function decidedOnce(finding: Finding, activity: readonly Activity[], { ledger }: Seen): void {
  for (const { topic, name, data } of ledger.filter((entry) => entry.topic === finding.id)) {
    const entries = activity.filter(({ decision }) => decision === name);
    const undone = entries.some(({ from, to }) => from === "undoing" && to === "undone");
    expect(entries.length, `${topic} ${JSON.stringify(data)}`).toBe(undone ? 2 : 1);
    expect(finding.decided.filter(({ id }) => id === name)).toHaveLength(1);
    const approved = entries.filter(({ what }) => what.startsWith("approved "));
    for (const { what } of approved) expect(what).toContain(data.proposal);
  }
}

const Changed = z.object({
  input: z.object({
    SecurityGroupRuleId: z.array(z.string()).default([]),
    SecurityGroupRule: z.array(z.object({ SecurityGroupRuleId: z.string() })).default([]),
  }),
});

/** Whatever Snapback took away, some attempt knows how to bring back. */
function undoKept({ findings, effects }: Seen): void {
  const kept = stepsOf(findings).filter(({ outcome }) => mayHaveRun(outcome));
  for (const call of effects.filter(({ operation }) => operation !== AUTHORIZE)) {
    const { SecurityGroupRuleId: revoked, SecurityGroupRule: modified } = Changed.parse(call).input;
    for (const id of [...revoked, ...modified.map((rule) => rule.SecurityGroupRuleId)]) {
      const known = kept.some(({ step }) => JSON.stringify(step.input).includes(id));
      expect(known, `${call.operation} of ${id}`).toBe(true);
    }
  }
}

/** The steps of all plans that were begun, with what they came to. */
function stepsOf(findings: Seen["findings"]) {
  const attempts = findings.flatMap(({ finding }) => finding.attempts);
  return attempts.flatMap(({ plan, steps }) =>
    plan.steps.map((step, index) => ({ step, outcome: steps[index]?.status })),
  );
}

function mayHaveRun(outcome: StepOutcome["status"] | undefined): boolean {
  return outcome === "done" || outcome === "started";
}

/** No more was changed than was planned, and what is said to be done was. */
function nothingTwice({ findings, effects, shut }: Seen): void {
  const undos = findings.flatMap(({ activity }) =>
    activity.filter(({ from, to }) => from !== to && to === "undoing"),
  );
  const ran = findings.flatMap(({ finding }) =>
    finding.attempts.filter(({ steps }) => steps.some(({ status }) => mayHaveRun(status))),
  );
  // Each undo takes something back that none has before.
  expect(undos.length).toBeLessThanOrEqual(ran.length);
  // What somebody shut before the process that undid it had told of it, is undone once more by who takes over.
  const taken = { [REVOKE]: 0, [AUTHORIZE]: undos.length + shut, [MODIFY]: undos.length + shut };
  for (const [operation, most] of Object.entries(taken)) {
    const steps = stepsOf(findings).filter(({ step }) => step.operation === operation);
    const count = effects.filter((call) => call.operation === operation).length;
    expect(count, operation).toBeGreaterThanOrEqual(steps.filter(({ outcome }) => outcome === "done").length);
    expect(count, operation).toBeLessThanOrEqual(
      steps.filter(({ outcome }) => mayHaveRun(outcome)).length + most,
    );
  }
}
