import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ledger, openLedger } from "../settings/ledger.ts";
import type { Decision } from "./schema.ts";
import { type DecisionStore, decisionId, openDecisions } from "./store.ts";

let ledger: Ledger;
let store: DecisionStore;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  ledger = openLedger(table.client, table.settingsTable);
  store = openDecisions(ledger);
  close = table.close;
});
afterAll(() => close());

const by = { kind: "person" as const, name: "Alice", id: "sub-1" };

function dismissal(findingId: string, id: string, second: number): Decision {
  const at = `2026-11-23T08:00:0${second}.000Z`;
  return { id, findingId, by, at, action: "dismiss", reason: "a test" };
}

describe("decisions", () => {
  it("are those about one finding, by time and then by id", async () => {
    const [first, second, third] = [
      dismissal("fnd_a", "dec_9", 1),
      dismissal("fnd_a", "dec_3", 2),
      dismissal("fnd_a", "dec_5", 2),
    ];
    for (const decision of [third, first, second]) expect(await store.make(decision, "dismissed")).toBe(true);
    await store.make(dismissal("fnd_ab", "dec_1", 1), "dismissed");
    expect(await store.of("fnd_a")).toEqual([first, second, third]);
    expect(await store.of("fnd_")).toEqual([]);
  });

  it("come back as they were made, whatever the action", async () => {
    const base = { findingId: "fnd_b", by, at: "2026-11-23T08:00:00.000Z" };
    const made: Decision[] = [
      { ...base, id: "dec_1", action: "approve", proposal: "pln_1" },
      { ...base, id: "dec_2", action: "reject", proposal: "pln_1", reason: "no" },
      { ...base, id: "dec_3", action: "undo", attempt: 2, exemption: "exm_1", reason: "no", force: "d1" },
      {
        ...base,
        id: "dec_4",
        action: "undo",
        attempt: 2,
        exemption: "exm_2",
        reason: "no",
        force: undefined,
      },
      { ...base, id: "dec_5", action: "exempt", exemption: "exm_3", reason: "no" },
      { ...base, id: "dec_6", action: "retry" },
    ];
    for (const decision of made) await store.make(decision, decision.action);
    expect(await store.of("fnd_b")).toEqual(made);
  });

  it("are made once, though they come at once, or again later", async () => {
    const made = await Promise.all(
      [1, 1, 2, 3].map((second) => store.make(dismissal("fnd_c", "dec_1", second), "x")),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await store.make(dismissal("fnd_c", "dec_1", 4), "x")).toBe(false);
    expect(await store.of("fnd_c")).toHaveLength(1);
  });

  it("are on record with who made them, in words", async () => {
    const decision = dismissal("fnd_d", "dec_1", 5);
    await store.make(decision, "dismissed: a test");
    const [entry] = await ledger.since(decision.at);
    expect(entry).toMatchObject({
      topic: "fnd_d",
      at: decision.at,
      by,
      what: "dismissed: a test",
      data: { id: "dec_1" },
    });
  });
});

it("a decision's id is that of finding, action and what makes it this one", () => {
  const id = decisionId("fnd_1", "approve", "key");
  expect(id).toMatch(/^dec_[0-9a-f]{24}$/);
  expect(decisionId("fnd_1", "approve", "key")).toBe(id);
  expect(decisionId("fnd_1", "approve", { b: 1, a: 2 })).toBe(decisionId("fnd_1", "approve", { a: 2, b: 1 }));
  for (const other of [
    decisionId("fnd_2", "approve", "key"),
    decisionId("fnd_1", "reject", "key"),
    decisionId("fnd_1", "approve", "key2"),
  ]) {
    expect(other).not.toBe(id);
  }
});
