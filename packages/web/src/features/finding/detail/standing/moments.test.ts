import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { momentsOf, stretchesOf } from "./moments.ts";

type Told = Parameters<typeof momentsOf>[0];

const time = (second: number) => new Date(Date.UTC(2026, 10, 23, 8, 0, second)).toISOString();
const actor = { type: "IAMUser", name: "ada" };
const call = { eventId: "e-1", eventName: "X", eventSource: "ec2.amazonaws.com", actor };
const opened = { ...call, eventTime: time(0), seenAt: time(2) };
const attempt = { id: 3, episode: 0, plannedAt: time(3), finishedAt: time(5), after: {} };
const told = (finding: Partial<Told["finding"]>, more: Partial<Told> = {}): Told => ({
  finding: { opened, state: "open", reopened: 0, ...finding },
  attempts: [],
  ...more,
});
const seconds = (shown: Told) =>
  momentsOf(shown).map(({ kind, at }) => `${kind} ${(at - Date.parse(time(0))) / 1000}`);

describe("momentsOf", () => {
  it("goes from the call over what was done to being safe", () => {
    const safe = { at: time(6), by: "snapback" as const };

    expect(seconds(told({ state: "remediated", safe }, { attempts: [attempt] }))).toEqual([
      "call 0",
      "seen 2",
      "response 3",
      "safe 6",
    ]);
  });

  it("leaves out what has not come, and what belongs to an earlier episode", () => {
    expect(seconds(told({}))).toEqual(["call 0", "seen 2"]);
    expect(seconds(told({ reopened: 1 }, { attempts: [attempt] }))).toEqual(["call 0", "seen 2"]);
    expect(seconds(told({ state: "responding" }, { attempts: [attempt] }))).toEqual([
      "call 0",
      "seen 2",
      "response 3",
    ]);
  });

  it("tells of an undo that it is open again, on purpose", () => {
    const by = { kind: "person" as const, name: "ada" };
    const asked = { decision: "dec_1", by, reason: "x", exemption: "exm_1" };
    const latestUndo = { ...asked, steps: [], outcomes: [], commands: [], before: {}, startedAt: time(60) };

    expect(seconds(told({ state: "undone" }, { attempts: [attempt], latestUndo }))).toEqual([
      "call 0",
      "seen 2",
      "response 3",
      "safe 5",
      "undone 60",
    ]);
    expect(seconds(told({ state: "open", reopened: 1 }, { latestUndo }))).toEqual(["call 0", "seen 2"]);
  });

  it("lets nothing come before what led to it, and leaves out what is no time", () => {
    const early = { ...opened, eventTime: time(4) };

    expect(seconds(told({ opened: early }))).toEqual(["call 4", "seen 4"]);
    expect(seconds(told({ opened: { ...opened, eventTime: "soon" } }))).toEqual(["seen 2"]);
  });
});

describe("stretchesOf", () => {
  const moments = momentsOf(told({}, { attempts: [attempt] }));

  it("goes on to now until it is safe", () => {
    const [made, seen, response] = moments;

    expect(stretchesOf(moments, Date.parse(time(10)))).toEqual([
      { from: made, ms: 2000, lasts: false },
      { from: seen, ms: 1000, lasts: false },
      { from: response, ms: 7000, lasts: true },
    ]);
    const safe = { kind: "safe" as const, at: Date.parse(time(6)) };
    expect(stretchesOf([...moments, safe], Date.parse(time(100))).at(-1)).toMatchObject({ ms: 3000 });
    expect(
      stretchesOf([...moments, safe, { kind: "undone", at: safe.at }], safe.at + 5).at(-1),
    ).toMatchObject({ ms: 5, lasts: true });
  });

  it("lasts as long as all of it together, and never less than nothing", () => {
    const kinds = fc.constantFrom("call" as const, "seen" as const, "response" as const);
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 1000 }), { maxLength: 5 }),
        fc.nat(),
        kinds,
        (times, later, kind) => {
          const sorted = times.toSorted((a, b) => a - b).map((at) => ({ kind, at }));
          const now = (sorted.at(-1)?.at ?? 0) + later;
          const all = stretchesOf(sorted, now).reduce((sum, { ms }) => sum + ms, 0);
          expect(all).toBe(sorted.length === 0 ? 0 : now - (sorted[0]?.at ?? 0));
          expect(stretchesOf(sorted, 0).every(({ ms }) => ms >= 0)).toBe(true);
        },
      ),
    );
  });
});
