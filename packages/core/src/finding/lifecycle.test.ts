import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as lifecycle from "./lifecycle.ts";
import type { Finding, Occurrence, Violation } from "./schema.ts";

const start = new Date("2026-11-23T08:00:00Z");
const after = (milliseconds: number) => new Date(start.getTime() + milliseconds);
const place = { account: "111122223333", region: "us-east-1", detection: "ec2-sg-ingress-world" };

const violation: Violation<{ port: number }> = {
  resource: {
    arn: "arn:aws:ec2:us-east-1:111122223333:security-group/sg-1",
    type: "AWS::EC2::SecurityGroup",
    id: "sg-1",
  },
  fingerprint: "tcp/22-22/0.0.0.0/0",
  summary: "TCP port 22 of sg-1 is open to every IPv4 address",
  severity: "critical",
  evidence: { port: 22 },
};
const seen = (eventId: string): Occurrence => ({
  eventId,
  eventName: "AuthorizeSecurityGroupIngress",
  eventSource: "ec2.amazonaws.com",
  eventTime: start.toISOString(),
  seenAt: start.toISOString(),
  actor: { type: "IAMUser", name: "deploy" },
});
const plan = {
  version: 1 as const,
  steps: [
    {
      service: "ec2",
      operation: "RevokeSecurityGroupIngress",
      input: { GroupId: "sg-1" },
      does: "revoke sgr-1",
    },
  ],
  undo: [
    {
      service: "ec2",
      operation: "AuthorizeSecurityGroupIngress",
      input: { GroupId: "sg-1" },
      does: "authorize it",
    },
  ],
};

const opened = (hold?: string) =>
  lifecycle.observe(undefined, { ...violation, hold }, place, seen("e-1"), start);
const claimed = () => lifecycle.claim(opened(), "a", 10_000, start);
const acting = () => lifecycle.planned(claimed(), plan, { rules: 1 }, start);

describe("observe", () => {
  it("opens a finding that is due until somebody responds", () => {
    expect(opened()).toMatchObject({
      state: "open",
      occurrences: 1,
      version: 1,
      dueAt: after(60_000).toISOString(),
    });
    expect(opened("made by a service").dueAt).toBeUndefined();
  });

  it("takes an event once", () => {
    const finding = opened();
    expect(lifecycle.observe(finding, violation, place, seen("e-1"), after(1))).toBe(finding);
    expect(lifecycle.observe(finding, violation, place, seen("e-2"), after(1))).toMatchObject({
      occurrences: 2,
      version: 2,
    });
  });

  it("reopens what was put right, and what failed", () => {
    const remediated = lifecycle.remediate(acting(), {}, after(5));
    const failed = lifecycle.fail(acting(), { code: "X", message: "no" }, after(5));
    for (const finding of [remediated, failed]) {
      const again = lifecycle.observe(finding, violation, place, seen("e-2"), after(9));
      expect(again).toMatchObject({ state: "open", reopened: 1, occurrences: 2, opened: { eventId: "e-2" } });
      expect(again.safe).toBeUndefined();
      expect(again.failure).toBeUndefined();
    }
  });

  it("asks a response that is under way to look again", () => {
    expect(lifecycle.observe(acting(), violation, place, seen("e-2"), after(9))).toMatchObject({
      state: "responding",
      recheck: true,
    });
  });

  it("lifts a hold when a call shows it that may be acted on, and sets none afterwards", () => {
    const held = opened("made by a service");
    const lifted = lifecycle.observe(held, violation, place, seen("e-2"), after(9));
    expect(lifted.hold).toBeUndefined();
    expect(lifted.dueAt).toBeDefined();
    expect(
      lifecycle.observe(lifted, { ...violation, hold: "x" }, place, seen("e-3"), after(10)).hold,
    ).toBeUndefined();
  });

  it("keeps its size within bounds however often it is seen", () => {
    let finding = opened();
    for (let event = 0; event < 300; event++)
      finding = lifecycle.observe(finding, violation, place, seen(`x-${event}`), start);
    expect(finding.occurrences).toBe(301);
    expect(finding.recentEvents).toHaveLength(100);
  });
});

describe("claim", () => {
  it("gives a finding to one responder until its lease runs out", () => {
    const finding = claimed();
    expect(lifecycle.claimable(finding, after(9_999))).toBe(false);
    expect(lifecycle.claimable(finding, after(10_000))).toBe(true);
    expect(finding.dueAt).toBe(after(10_000).toISOString());
  });

  it("is not for a finding that is left to a person, or that is done", () => {
    expect(lifecycle.claimable(opened("hold"), start)).toBe(false);
    expect(() => lifecycle.claim(opened("hold"), "b", 1, start)).toThrow(lifecycle.IllegalTransitionError);
    expect(lifecycle.claimable(lifecycle.remediate(acting(), {}, start), after(99_999))).toBe(false);
    expect(() => lifecycle.claim(lifecycle.remediate(acting(), {}, start), "b", 1, start)).toThrow(
      lifecycle.IllegalTransitionError,
    );
  });
});

describe("leaveToPerson", () => {
  it("leaves a finding to a person, before a response and in the middle of one, and keeps what was tried", () => {
    for (const finding of [opened(), claimed(), acting()]) {
      const held = lifecycle.leaveToPerson(finding, "the cap is reached", after(5));
      expect(held).toMatchObject({ state: "open", hold: "the cap is reached", attempts: finding.attempts });
      expect(lifecycle.claimable(held, after(99_999))).toBe(false);
      expect(held.pending).toMatchObject([
        { by: "snapback", what: "left to a person: the cap is reached", from: finding.state, to: "open" },
      ]);
    }
  });

  it("is lifted by the next call that may be acted on, and a step that may have run is still Snapback's", () => {
    const held = lifecycle.leaveToPerson(acting(), "mode monitor", after(5));
    const again = lifecycle.observe(held, violation, place, seen("e-2"), after(9));
    expect(lifecycle.claimable(again, after(9))).toBe(true);
    expect(again.dueAt).toBe(after(60_009).toISOString());
    const taken = lifecycle.claim(again, "b", 10_000, after(9));
    expect(lifecycle.remediate(taken, {}, after(20)).safe?.by).toBe("snapback");
  });

  it("is not for what is done", () => {
    const done = lifecycle.remediate(acting(), {}, after(5));
    expect(() => lifecycle.leaveToPerson(done, "x", after(9))).toThrow(lifecycle.IllegalTransitionError);
  });
});

describe("a response", () => {
  it("is written down with its undo and its first step before anything runs", () => {
    expect(acting().attempts).toEqual([
      {
        plannedAt: start.toISOString(),
        plan,
        before: { rules: 1 },
        steps: [{ status: "started", startedAt: start.toISOString() }],
      },
    ]);
  });

  it("that ran and was verified is Snapback's, and safe since its last step", () => {
    const done = lifecycle.stepped(acting(), 0, { status: "done", output: {} }, after(40));
    const finding = lifecycle.remediate(done, { rules: 0 }, after(90));
    expect(finding).toMatchObject({
      state: "remediated",
      safe: { by: "snapback", at: after(40).toISOString() },
    });
    expect(finding.dueAt).toBeUndefined();
  });

  it("that may have run when its responder died is Snapback's, so that its undo is kept", () => {
    const taken = lifecycle.claim(acting(), "b", 10_000, after(10_000));
    expect(lifecycle.remediate(taken, {}, after(10_050)).safe?.by).toBe("snapback");
  });

  it("whose step changed nothing is not Snapback's", () => {
    const nothing = lifecycle.stepped(acting(), 0, { status: "already", output: {} }, after(40));
    expect(lifecycle.remediate(nothing, {}, after(50)).safe?.by).toBe("already");
    expect(lifecycle.remediate(claimed(), {}, after(50)).safe?.by).toBe("already");
  });

  it("of an earlier episode does not count for this one", () => {
    const before = lifecycle.remediate(lifecycle.stepped(acting(), 0, { status: "done" }, start), {}, start);
    const again = lifecycle.claim(
      lifecycle.observe(before, violation, place, seen("e-2"), after(9)),
      "b",
      10_000,
      after(9),
    );
    expect(lifecycle.remediate(again, {}, after(20)).safe).toEqual({
      by: "already",
      at: after(20).toISOString(),
    });
  });

  it("that AWS refused has failed; one that AWS never answered may have run, and keeps its undo", () => {
    const failure = { code: "X", message: "no" };
    const statuses = (finding: Finding) =>
      finding.attempts.flatMap(({ steps }) => steps.map(({ status }) => status));
    expect(statuses(lifecycle.fail(acting(), failure, after(5)))).toEqual(["failed"]);
    const exhausted = lifecycle.release({ ...acting(), retries: 4 }, failure, 1000, after(5));
    expect(exhausted.state).toBe("failed");
    expect(statuses(exhausted)).toEqual(["started"]);
  });

  it("that fails leaves the attempts of earlier episodes as they were", () => {
    const mayHaveRun = lifecycle.remediate(acting(), {}, after(5));
    const again = lifecycle.claim(
      lifecycle.observe(mayHaveRun, violation, place, seen("e-2"), after(9)),
      "b",
      1000,
      after(9),
    );
    const failed = lifecycle.fail(again, { code: "X", message: "no" }, after(10));
    expect(failed.attempts).toEqual(mayHaveRun.attempts);
  });

  it("is tried again with growing waits, and fails after five", () => {
    const failure = { code: "RequestLimitExceeded", message: "slow down" };
    const waits: number[] = [];
    let finding = claimed();
    while (finding.state === "responding") {
      finding = lifecycle.release(finding, failure, 1000, start);
      if (finding.state === "open") {
        waits.push(Date.parse(finding.dueAt ?? "") - start.getTime());
        finding = lifecycle.claim(finding, "b", 1000, start);
      }
    }
    expect(waits).toEqual([2000, 4000, 8000, 16_000]);
    expect(finding).toMatchObject({ state: "failed", failure });
  });
});

describe("every write", () => {
  type Move = (finding: Finding, time: Date, event: string) => Finding;
  const moves: Record<string, Move> = {
    observe: (finding, time, event) => lifecycle.observe(finding, violation, place, seen(event), time),
    claim: (finding, time) => lifecycle.claim(finding, "x", 50, time),
    planned: (finding, time) => lifecycle.planned(finding, plan, {}, time),
    stepped: (finding, time) => lifecycle.stepped(finding, 0, { status: "done" }, time),
    remediate: (finding, time) => lifecycle.remediate(finding, {}, time),
    fail: (finding, time) => lifecycle.fail(finding, { code: "X", message: "no" }, time),
    release: (finding, time) => lifecycle.release(finding, { code: "X", message: "no" }, 10, time),
    leaveToPerson: (finding, time) => lifecycle.leaveToPerson(finding, "left", time),
  };

  /** What a move leads to, or nothing where the state machine refuses it. Any other error is one. */
  function allowed(move: () => Finding | undefined): Finding | undefined {
    try {
      return move();
    } catch (error) {
      if (error instanceof lifecycle.IllegalTransitionError) return undefined;
      throw error;
    }
  }

  it("is a version on, leaves activity, is refused where it is not allowed, and leaves nothing to be forgotten", () => {
    const steps = fc.array(
      fc.tuple(fc.constantFrom(...Object.keys(moves)), fc.integer({ min: 1, max: 100 })),
      { maxLength: 30 },
    );
    fc.assert(
      fc.property(steps, (sequence) => {
        let finding = opened();
        let time = 0;
        for (const [position, [name, wait]] of sequence.entries()) {
          time += wait;
          const before = finding;
          const moved = allowed(() => moves[name]?.(before, after(time), `p-${position}`));
          if (moved === undefined) continue;
          finding = moved;
          expect(finding.version).toBe(before.version + 1);
          expect(finding.pending).toMatchObject([
            { version: finding.version, from: before.state, to: finding.state },
          ]);
          // Whoever is not done has a time at which reconcile looks again; what is left to a person has none.
          const open = finding.state === "open" && finding.hold === undefined;
          const unfinished = open || finding.state === "responding";
          expect(finding.dueAt !== undefined).toBe(unfinished);
          expect(finding.lease === undefined).toBe(finding.state !== "responding");
        }
      }),
    );
  });
});
