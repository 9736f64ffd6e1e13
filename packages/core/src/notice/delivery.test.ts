import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { noticeOn } from "../../test/notices.ts";
import { Severity } from "../finding/schema.ts";
import { dead, isLast, type Listener, rescheduled, retried, sent, type Trouble, turnOf } from "./delivery.ts";
import type { Notice } from "./schema.ts";

const start = Date.parse("2026-11-23T08:00:00Z");
const after = (minutes: number) => new Date(start + minutes * 60_000);
const slack: Listener = { name: "slack", threshold: "high" };
const email: Listener = { name: "email", threshold: "low" };
const passing: Trouble = { error: "answered 500", permanent: false };

const ids = (notices: readonly Notice[]) => notices.map(({ findingId }) => findingId);
const told = (notices: readonly Notice[], listener: Listener, now: Date) =>
  ids(turnOf(notices, listener, now).tell);
/** Due at the start, unless the test says when. */
const notice = (id: string, fields: Partial<Notice> = {}): Notice => ({ ...noticeOn(id), ...fields });

describe("a channel's turn", () => {
  it("has all that waits for it, once some of it is due", () => {
    const later = notice("later", { dueAt: after(1).toISOString() });
    expect(told([notice("due"), later], slack, after(0))).toEqual(["due", "later"]);
    expect(told([later], slack, after(0))).toEqual([]);
    expect(told([later], slack, after(1))).toEqual(["later"]);
  });

  it("has only what reaches its threshold", () => {
    const reached = (threshold: Listener["threshold"]) =>
      Severity.options.filter(
        (severity) => told([notice("x", { severity })], { name: "slack", threshold }, after(0)).length > 0,
      );
    expect(reached("critical")).toEqual(["critical"]);
    expect(reached("medium")).toEqual(["critical", "high", "medium"]);
    expect(reached("low")).toEqual(Severity.options);
    expect(reached("off")).toEqual([]);
  });

  it("has nothing that it was told, or was given up for, and goes by no other channel", () => {
    const all = [sent(notice("sent"), "slack"), dead(notice("dead"), "slack", passing), notice("new")];
    expect(told(all, slack, after(0))).toEqual(["new"]);
    expect(told(all, email, after(0))).toEqual(["sent", "dead", "new"]);
  });

  it("comes after the wait for a channel that failed, and then has what came meanwhile, too", () => {
    const failed = retried([notice("old")], "slack", passing, after(0));
    const { tell, putOff } = turnOf([...failed, notice("new")], slack, after(0));
    expect(tell).toEqual([]);
    expect(putOff.map(({ findingId, deliveries }) => [findingId, deliveries])).toEqual([
      ["new", { slack: { status: "waiting", attempts: 0, dueAt: after(1).toISOString() } }],
    ]);
    const both = [...failed, ...putOff];
    expect(turnOf(both, slack, after(0.9))).toEqual({ tell: [], putOff: [] });
    expect(told(both, slack, after(1))).toEqual(["old", "new"]);
    expect(told(both, email, after(0))).toEqual(["old", "new"]);
  });
});

it("has those that a dead process left with times of their own wait for the latest", () => {
  const [early] = retried([notice("early")], "slack", passing, after(0));
  const [late] = retried([notice("late")], "slack", { ...passing, retryAfterMs: 300_000 }, after(0));
  const { tell, putOff } = turnOf(early && late ? [early, late] : [], slack, after(0));
  expect(tell).toEqual([]);
  expect(putOff.map(({ deliveries }) => deliveries.slack)).toEqual([
    { status: "waiting", attempts: 1, dueAt: after(5).toISOString(), error: "answered 500" },
  ]);
});

describe("a failure", () => {
  it("is tried again after 1, 2, 4, 8 and 16 minutes, and the sixth is the last", () => {
    let [current] = [notice("x")];
    const waits: number[] = [];
    while (!isLast(current, "slack", passing)) {
      const [next] = retried([current], "slack", passing, after(0));
      if (!next) throw new Error("unreachable");
      waits.push((Date.parse(next.deliveries.slack?.dueAt ?? "") - start) / 60_000);
      current = next;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16]);
    expect(dead(current, "slack", passing).deliveries.slack).toEqual({
      status: "dead",
      attempts: 6,
      error: "answered 500",
    });
  });

  it("is the last at once where trying again can't help", () => {
    expect(isLast(notice("x"), "slack", { ...passing, permanent: true })).toBe(true);
    expect(isLast(notice("x"), "slack", passing)).toBe(false);
  });

  it.each([
    [30_000, 1],
    [90_000, 1.5],
    [999_999_999, 60],
  ])(
    "leaves the other side alone for %i ms where it asks for that, within limits",
    (retryAfterMs, minutes) => {
      const [next] = retried([notice("x")], "slack", { ...passing, retryAfterMs }, after(0));
      expect(next?.deliveries.slack).toEqual({
        status: "waiting",
        attempts: 1,
        dueAt: after(minutes).toISOString(),
        error: "answered 500",
      });
    },
  );

  it("is tried again each 16 minutes where it could not even be given up", () => {
    const delivery = { status: "waiting" as const, attempts: 9 };
    const [next] = retried([notice("x", { deliveries: { slack: delivery } })], "slack", passing, after(0));
    expect(next?.deliveries.slack?.dueAt).toBe(after(16).toISOString());
  });

  it("has those of one message tried again together, by the oldest", () => {
    const [old] = retried([notice("old")], "slack", passing, after(0));
    const again = retried(old ? [old, notice("new")] : [], "slack", passing, after(1));
    expect(again.map(({ deliveries }) => [deliveries.slack?.attempts, deliveries.slack?.dueAt])).toEqual([
      [2, after(3).toISOString()],
      [1, after(3).toISOString()],
    ]);
  });
});

describe("when a notice is looked at again", () => {
  it("is when the first channel is due, and never once all are done", () => {
    const fresh = notice("x");
    expect(rescheduled(fresh, [slack, email]).dueAt).toBe(fresh.dueAt);
    const [failed] = retried([sent(fresh, "email")], "slack", passing, after(0));
    expect(failed && rescheduled(failed, [slack, email]).dueAt).toBe(after(1).toISOString());
    expect(rescheduled(sent(sent(fresh, "slack"), "email"), [slack, email]).dueAt).toBeUndefined();
    expect(rescheduled(sent(dead(fresh, "slack", passing), "email"), [slack, email]).dueAt).toBeUndefined();
  });

  it("is never where no channel wants it, or the one that it waits for is no more", () => {
    const [waiting] = retried([notice("x")], "slack", passing, after(0));
    expect(waiting && rescheduled(waiting, []).dueAt).toBeUndefined();
    expect(rescheduled(notice("x", { severity: "low" }), [slack]).dueAt).toBeUndefined();
  });

  it("comes to an end on every channel, whatever fails, with nothing told twice", () => {
    const outcome = fc.constantFrom<"ok" | "passing" | "permanent">("ok", "passing", "permanent");
    const arrivals = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(arrivals, fc.array(outcome, { maxLength: 20 }), (minutes, outcomes) => {
        let current = minutes.map((minute, index) =>
          notice(`${index}`, { dueAt: after(minute).toISOString() }),
        );
        const taken: string[] = [];
        let minute = 0;
        for (; current.some(({ dueAt }) => dueAt !== undefined) && minute < 300; minute += 1) {
          const now = after(minute);
          const here = current.filter(({ dueAt }) => dueAt !== undefined && (minutes[0] ?? 0) <= minute);
          const { tell, putOff } = turnOf(here, slack, now);
          const how = tell.length > 0 ? (outcomes.shift() ?? "ok") : "ok";
          if (how === "ok") taken.push(...tell.map(({ id }) => id));
          const trouble = { ...passing, permanent: how === "permanent" };
          const fared = tell.flatMap((one) => {
            if (how === "ok") return [sent(one, "slack")];
            return isLast(one, "slack", trouble)
              ? [dead(one, "slack", trouble)]
              : retried([one], "slack", trouble, now);
          });
          const changed = new Map([...fared, ...putOff].map((one) => [one.id, rescheduled(one, [slack])]));
          current = current.map((one) => changed.get(one.id) ?? one);
        }
        expect(minute).toBeLessThan(300);
        expect(new Set(taken).size).toBe(taken.length);
        for (const { id, deliveries } of current) {
          expect(deliveries.slack?.status).toBe(taken.includes(id) ? "sent" : "dead");
          expect(deliveries.slack?.attempts).toBeLessThanOrEqual(6);
        }
      }),
    );
  });
});
