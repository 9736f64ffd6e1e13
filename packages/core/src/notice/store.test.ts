import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findingWith, noticeAbout } from "../../test/notices.ts";
import { sent } from "./delivery.ts";
import type { Notice } from "./schema.ts";
import { NoticeConflictError, type NoticeStore, openNotices } from "./store.ts";

let notices: NoticeStore;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  notices = openNotices(table.client, table.table);
  close = table.close;
});
afterAll(() => close());

/** Some second of a day that is the test's own, so that none sees another's. */
function second(day: number, seconds: number): Date {
  return new Date(Date.UTC(2026, 0, day, 8, 0, seconds));
}

function notice(id: string, dueAt: Date): Notice {
  return { ...noticeAbout(findingWith({ id }), "failed"), dueAt: dueAt.toISOString() };
}

/** Leaves nothing behind for the next test. */
async function settle(all: readonly Notice[]): Promise<void> {
  await Promise.all(all.map((one) => notices.save({ ...one, version: 2, dueAt: undefined }, one)));
}

describe("a notice", () => {
  it("is raised once: again, it changes nothing", async () => {
    const raised = notice("fnd_once", second(1, 0));
    await Promise.all(Array.from({ length: 5 }, () => notices.raise(raised)));
    const told = { ...sent(raised, "slack"), version: 2, dueAt: undefined };
    await notices.save(told, raised);
    await notices.raise(raised);
    expect(await notices.get(raised.id)).toEqual(told);
    expect(await notices.unsent(second(1, 59), 10)).toEqual([]);
    expect(await notices.get("ntc_unknown")).toBeUndefined();
  });

  it("is written only over the version that was read", async () => {
    const raised = notice("fnd_versions", second(2, 0));
    await notices.raise(raised);
    const next = { ...raised, version: 2, dueAt: undefined };
    await notices.save(next, raised);
    await expect(notices.save({ ...raised, version: 2, summary: "late" }, raised)).rejects.toThrow(
      NoticeConflictError,
    );
    expect(await notices.get(raised.id)).toEqual(next);
  });
});

describe("what is unsent", () => {
  it("is what is due until then, the earliest first, and no more than asked for", async () => {
    const all = [5, 1, 3, 9].map((seconds) => notice(`fnd_due_${seconds}`, second(3, seconds)));
    for (const one of all) await notices.raise(one);
    const due = async (seconds: number, limit = 10) =>
      (await notices.unsent(second(3, seconds), limit)).map(({ findingId }) => findingId);
    expect(await due(0)).toEqual([]);
    expect(await due(3)).toEqual(["fnd_due_1", "fnd_due_3"]);
    expect(await due(59)).toEqual(["fnd_due_1", "fnd_due_3", "fnd_due_5", "fnd_due_9"]);
    expect(await due(59, 2)).toEqual(["fnd_due_1", "fnd_due_3"]);
    expect(await notices.anyDue(second(3, 0))).toBe(false);
    expect(await notices.anyDue(second(3, 1))).toBe(true);
    await settle(all);
    expect(await due(59)).toEqual([]);
    expect(await notices.anyDue(second(3, 59))).toBe(false);
  });

  it("is read in full, however many there are", async () => {
    const all = Array.from({ length: 30 }, (_, index) => notice(`fnd_many_${index}`, second(4, index)));
    await Promise.all(all.map((one) => notices.raise(one)));
    const read = await notices.unsent(second(4, 59), 500);
    expect(new Set(read.map(({ id }) => id)).size).toBe(30);
    expect(read.map(({ dueAt }) => dueAt)).toEqual(all.map(({ dueAt }) => dueAt));
    await settle(all);
  });
});

describe("the lease", () => {
  it("is one's at a time, until it is given back or runs out", async () => {
    const at = (seconds: number) => second(5, seconds);
    const asked = await Promise.all(
      Array.from({ length: 8 }, (_, index) => notices.claim(`owner-${index}`, 10_000, at(0))),
    );
    expect(asked.filter(Boolean)).toHaveLength(1);
    const owner = `owner-${asked.indexOf(true)}`;
    // Lambda tries a call again under its old id.
    expect(await notices.claim(owner, 10_000, at(1))).toBe(true);
    expect(await notices.claim("late", 10_000, at(10))).toBe(false);
    expect(await notices.claim("late", 10_000, at(11))).toBe(true);
    await notices.release(owner, at(12));
    expect(await notices.claim("third", 10_000, at(12))).toBe(false);
    await notices.release("late", at(13));
    expect(await notices.claim("third", 10_000, at(13))).toBe(true);
    await notices.release("third", at(14));
  });
});
