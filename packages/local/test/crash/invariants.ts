import type { Activity, Finding, State } from "@snapback/core/finding/schema";
import { transitions } from "@snapback/core/finding/transitions";
import { expect } from "vitest";
import * as z from "zod";
import type { Seen } from "./outcome.ts";

/** What holds of a world that has come to rest, whatever happened in it. */
export function holds(seen: Seen, shut: number): void {
  for (const { finding, activity, calls } of seen.findings) {
    legal(activity);
    expect(finding.occurrences).toBe(calls);
    atRest(finding, seen);
    decidedOnce(finding, activity, seen);
  }
  undoKept(seen);
  nothingTwice(seen, shut);
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

/** Nobody is at it any more; and what is called safe is. */
function atRest({ state, lease }: Finding, { rules }: Seen): void {
  expect(["responding", "undoing"]).not.toContain(state);
  expect(lease).toBeUndefined();
  const stands = rules.some(({ text }) => text.includes("/22-22/0.0.0.0/0"));
  if (stands) expect(state).not.toBe("remediated");
  else expect(["open", "failed"]).not.toContain(state);
}

/** What a person decided was followed once, or refused once. */
function decidedOnce(finding: Finding, activity: readonly Activity[], { ledger }: Seen): void {
  for (const { topic, name, data } of ledger.filter((entry) => entry.topic === finding.id)) {
    const entries = activity.filter(({ decision }) => decision === name);
    const undone = entries.some(({ from, to }) => from === "undoing" && to === "undone");
    expect(entries.length, `${topic} ${JSON.stringify(data)}`).toBe(undone ? 2 : 1);
    expect(finding.decided.filter(({ id }) => id === name)).toHaveLength(1);
  }
}

const Revoked = z.object({ input: z.object({ SecurityGroupRuleId: z.array(z.string()).optional() }) });

/** Whatever Snapback took away, some attempt knows how to bring back. */
function undoKept({ findings, effects }: Seen): void {
  const attempts = findings.flatMap(({ finding }) => finding.attempts);
  for (const call of effects.filter(({ operation }) => operation === "RevokeSecurityGroupIngress")) {
    const { SecurityGroupRuleId: ids = [] } = Revoked.parse(call).input;
    const keeps = attempts.some(({ plan, steps }) =>
      plan.steps.some(
        ({ input }, index) =>
          JSON.stringify(input.SecurityGroupRuleIds) === JSON.stringify(ids) &&
          (steps[index]?.status === "done" || steps[index]?.status === "started"),
      ),
    );
    expect(keeps, JSON.stringify(ids)).toBe(true);
  }
}

/** No more was changed than was planned, and what is said to be done was. */
function nothingTwice({ findings, effects }: Seen, shut: number): void {
  const count = (name: string) => effects.filter(({ operation }) => operation === name).length;
  const steps = findings.flatMap(({ finding }) => finding.attempts.flatMap((attempt) => attempt.steps));
  const done = steps.filter(({ status }) => status === "done").length;
  const maybe = steps.filter(({ status }) => status === "started").length;
  expect(count("RevokeSecurityGroupIngress")).toBeGreaterThanOrEqual(done);
  expect(count("RevokeSecurityGroupIngress")).toBeLessThanOrEqual(done + maybe);
  const begun = findings.flatMap(({ activity }) =>
    activity.filter(({ from, to }) => from !== to && to === "undoing"),
  );
  // One that somebody shut again before its process had told of it, is opened again by who takes over.
  expect(count("AuthorizeSecurityGroupIngress")).toBeLessThanOrEqual(begun.length + shut);
}
