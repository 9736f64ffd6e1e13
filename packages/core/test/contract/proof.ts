import { expect } from "vitest";
import type { JsonObject } from "../../src/json.ts";
import { outcomeOf, run } from "../../src/response/carry-out.ts";
import type { Step } from "../../src/response/plan.ts";
import { comparable, lostIds, without } from "./comparable.ts";
import { changingMembers } from "./differences.ts";
import { type Found, keyOf, type Running, sweep } from "./running.ts";
import type { SeenCall } from "./watched.ts";

/** What a detection can't do about a violation, and why. */
export interface Shortfall {
  how: "detection only" | "no undo";
  what: string;
}

/**
 * Puts a violation right, looks whether it is, takes it back, and compares: the state before the response and the state after the
 * undo have to be the same, in all that was read of the account.
 *
 * @returns why nothing can be done, or can't be taken back, where the detection says so
 */
export async function prove(violation: Found, running: Running): Promise<Shortfall[]> {
  const { detection, inspect, live, seen } = running;
  const what = keyOf(violation);
  const before = await read();
  const { plan, stuck } = before.inspection;
  if (!plan) {
    expect(stuck, `${what}: there is no plan, and no reason why`).toBeDefined();
    return [{ how: "detection only", what: stuck ?? "" }];
  }
  allowed([...plan.steps, ...plan.undo], detection.response?.calls ?? []);

  const outcomes: Awaited<ReturnType<typeof outcomeOf>>[] = [];
  for (const step of plan.steps) {
    const steps = outcomes.map(({ output }) => output);
    outcomes.push(await outcomeOf(() => run(live, step, { steps }), "gone"));
  }
  // By when AWS shows what it has accepted; an emulator does at once.
  const minutes = detection.response?.settlesWithinMinutes ?? 0;
  const after = await inspect(violation, new Date(Date.now() + minutes * 60_000));
  expect(after.plan, `${what}: it is still wrong after the response`).toBeUndefined();
  expect(after.stuck, `${what}: it is still wrong after the response`).toBeUndefined();
  expect((await sweep(running)) ?? [], "a sweep sees that it is put right").not.toContain(what);

  // Where nothing can be taken back, a person has to confirm it.
  if (plan.undo.length === 0 && plan.confirm !== undefined) {
    expect(plan.lost ?? [], `${what}: what has no undo says what is lost`).not.toEqual([]);
    return [{ how: "no undo", what: (plan.lost ?? []).join("; ") }];
  }
  const steps = outcomes.map(({ output }) => output);
  const undo: (JsonObject | undefined)[] = [];
  for (const [position, step] of plan.undo.entries()) {
    const outcome = step.undoes === undefined ? outcomes : outcomes.slice(step.undoes, step.undoes + 1);
    if (!outcome.some(({ status }) => status === "done")) continue;
    undo[position] = (await outcomeOf(() => run(live, step, { steps, undo }), "there")).output;
  }
  const undone = await read();
  const gone = lostIds(comparable(before), plan.lost ?? [], comparable(undo));
  expect(
    without(gone.new, comparable(undone.shown)),
    `${what}: the state after the undo is the state before the response`,
  ).toEqual(without(gone.old, comparable(before.shown)));
  return [];

  async function read() {
    seen.length = 0;
    const inspection = await inspect(violation);
    const calls = [...seen];
    allowed(calls.map(calledOf), detection.response?.calls ?? []);
    return { inspection, shown: { state: inspection.state, read: calls.map(unchanging) } };
  }
}

function allowed(calls: readonly Pick<Step, "service" | "operation">[], listed: readonly string[]): void {
  const made = new Set(calls.map(({ service, operation }) => `${service}:${operation}`));
  expect(listed, "response.calls lists every call").toEqual(expect.arrayContaining([...made]));
}

function calledOf({ call }: SeenCall): Pick<Step, "service" | "operation"> {
  const [service = "", operation = ""] = call.split(":");
  return { service, operation };
}

/** A call without what AWS changes in its answer with each write. */
function unchanging(seen: SeenCall): unknown {
  const members = changingMembers.find(({ call }) => call === seen.call)?.members ?? [];
  const kept = (name: string, value: unknown) => (members.includes(name) ? undefined : value);
  const read: unknown = JSON.parse(JSON.stringify(seen, kept));
  return read;
}
