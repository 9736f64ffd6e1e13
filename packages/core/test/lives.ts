import type { Decision } from "../src/decision/schema.ts";
import type { Exemption } from "../src/exemption/schema.ts";
import * as attempts from "../src/finding/attempt.ts";
import type { Proposal } from "../src/finding/attempt-schema.ts";
import { dismiss } from "../src/finding/decide.ts";
import * as lifecycle from "../src/finding/lifecycle.ts";
import type { Known } from "../src/finding/next.ts";
import { type Observation, observe } from "../src/finding/observe.ts";
import type { Finding, Occurrence, State } from "../src/finding/schema.ts";
import { beginUndo, finishUndo } from "../src/finding/undo.ts";
import * as waiting from "../src/finding/waiting.ts";
import { testConfig } from "./config.ts";
import { planWith, proposalWith } from "./findings.ts";
import { ACCOUNT } from "./records.ts";

/** Findings as the functions of their life lead to them, and what these functions take. */

export const START = new Date("2026-11-23T08:00:00.000Z");
export const after = (milliseconds: number) => new Date(START.getTime() + milliseconds);
export const timeAfter = (milliseconds: number) => after(milliseconds).toISOString();

export const ALICE = { kind: "person" as const, name: "Alice", id: "sub-1" };
const DEPLOY = `arn:aws:iam::${ACCOUNT}:user/deploy`;

/** A call by a user, with what the test wants to be different. */
export function callWith(eventId: string, fields: Partial<Occurrence> = {}): Occurrence {
  return {
    eventId,
    eventName: "AuthorizeSecurityGroupIngress",
    eventSource: "ec2.amazonaws.com",
    eventTime: START.toISOString(),
    seenAt: START.toISOString(),
    actor: { type: "IAMUser", name: "deploy", principal: DEPLOY },
    ...fields,
  };
}

const violation: Observation["violation"] = {
  resource: {
    arn: `arn:aws:ec2:us-east-1:${ACCOUNT}:security-group/sg-1`,
    type: "AWS::EC2::SecurityGroup",
    id: "sg-1",
  },
  fingerprint: "tcp/22-22/0.0.0.0/0",
  summary: "TCP port 22 of sg-1 is open to every IPv4 address",
  severity: "critical",
  evidence: { port: 22 },
};

type Differences = Partial<Omit<Observation, "violation">> & {
  violation?: Partial<Observation["violation"]>;
};

/** What a call shows that Snapback may act on, with what the test wants to be different. */
export function seenWith(
  eventId: string,
  { violation: different, ...fields }: Differences = {},
): Observation {
  return {
    violation: { ...violation, ...different },
    where: { account: ACCOUNT, region: "us-east-1", detection: "ec2-sg-ingress-world" },
    occurrence: callWith(eventId),
    judged: { version: 0, parameters: {} },
    reachable: true,
    warnHours: 24,
    ...fields,
  };
}

/** An exemption for 48 hours, of which people are warned after 24. */
export function exemptionWith(fields: Partial<Exemption> = {}): Exemption {
  return {
    id: "exm_1",
    scope: { account: ACCOUNT },
    reason: "a scanner of ours",
    by: ALICE,
    madeAt: START.toISOString(),
    until: timeAfter(48 * 3_600_000),
    ...fields,
  };
}

type DecisionOf<A extends Decision["action"]> = Extract<Decision, { action: A }>;

const base = { findingId: openFinding().id, by: ALICE, at: START.toISOString() };

/** One decision of each kind, about the finding that `findingIn` makes. */
export const decisions = {
  approve: (id: string, proposal = proposalWith().id, at = base.at): DecisionOf<"approve"> => ({
    ...base,
    at,
    id,
    action: "approve",
    proposal,
  }),
  reject: (id: string, proposal = proposalWith().id): DecisionOf<"reject"> => ({
    ...base,
    id,
    action: "reject",
    proposal,
    reason: "it is meant to be",
  }),
  undo: (id: string, attempt: number, exemption = "exm_1"): DecisionOf<"undo"> => ({
    ...base,
    id,
    action: "undo",
    attempt,
    exemption,
    reason: "a demonstration",
  }),
  dismiss: (id: string): DecisionOf<"dismiss"> => ({ ...base, id, action: "dismiss", reason: "known" }),
  exempt: (id: string, exemption = "exm_1"): DecisionOf<"exempt"> => ({
    ...base,
    id,
    action: "exempt",
    exemption,
    reason: "a scanner of ours",
  }),
  retry: (id: string): DecisionOf<"retry"> => ({ ...base, id, action: "retry" }),
};

export const ACTIONS = ["approve", "reject", "undo", "dismiss", "exempt", "retry"] as const;

/** What decides what comes next: nothing but what the test says. */
export function known(fields: Partial<Known> = {}): Known {
  return { decisions: [], exemptions: [], settings: testConfig, reachable: true, ...fields };
}

/** A proposal that can be approved for a day. */
export function askedWith(fields: Partial<Proposal> = {}): Proposal & { expiresAt: string } {
  return { ...proposalWith(planWith(), fields), expiresAt: fields.expiresAt ?? timeAfter(86_400_000) };
}

export const LEASE_MS = 10_000;
export const lease = { owner: "a", leaseMs: LEASE_MS };

export function openFinding(different: Differences = {}): Finding {
  return observe(undefined, seenWith("e-1", different), START);
}

export function claimedFinding(): Finding {
  return lifecycle.claim(openFinding(), "a", LEASE_MS, START);
}

/** Its plan is written down, and the first step about to run. */
export function actingFinding(plan = planWith()): Finding {
  return attempts.planned(claimedFinding(), plan, { rules: 1 }, START);
}

export function remediatedFinding(): Finding {
  const done = attempts.stepped(actingFinding(), 0, { status: "done", output: {} }, after(40));
  return lifecycle.remediate(done, { state: { rules: 0 } }, after(90));
}

export function undoingFinding(decision = decisions.undo("dec_undo", 3)): Finding {
  return beginUndo(remediatedFinding(), decision, { rules: 0 }, lease, after(100));
}

const ways: { [state in State]: () => Finding } = {
  open: openFinding,
  "awaiting-approval": () => waiting.ask(claimedFinding(), askedWith(), START),
  responding: claimedFinding,
  remediated: remediatedFinding,
  failed: () => lifecycle.fail(actingFinding(), { code: "UnauthorizedOperation", message: "no" }, after(5)),
  contested: () =>
    waiting.contest(claimedFinding(), { proposal: proposalWith(), times: 3, what: "contested" }, START),
  undoing: undoingFinding,
  undone: () => {
    const cover = { id: "exm_1", until: timeAfter(48 * 3_600_000), warnAt: timeAfter(24 * 3_600_000) };
    return finishUndo(undoingFinding(), { rules: 1 }, cover, after(200));
  },
  exempt: () => openFinding({ exemption: exemptionWith() }),
  dismissed: () => dismiss(openFinding(), decisions.dismiss("dec_dismiss"), after(5)),
};

/** A finding in this state, as its life leads there. */
export function findingIn(state: State): Finding {
  return ways[state]();
}
