import { describe, expect, it } from "vitest";
import { finding } from "../../../../../test/findings.ts";
import { allowing, decisionAbout, isSaid } from "./bulk-decision.ts";
import { eachOfMany } from "./each-of-many.ts";

const proposal = { id: "pln_1", madeAt: "2026-11-23T09:00:00Z", why: "mode approve" };

describe("a decision about many findings", () => {
  it("is about those that allow it", () => {
    const findings = [
      finding({ id: "a", actions: ["approve", "dismiss"] }),
      finding({ id: "b", actions: ["dismiss"] }),
      finding({ id: "c", actions: [] }),
    ];
    const ids = (action: "approve" | "dismiss") => allowing(findings, action).map(({ id }) => id);
    expect([ids("approve"), ids("dismiss")]).toEqual([["a"], ["a", "b"]]);
  });

  it("approves the plan that was there to be seen", () => {
    const said = { reason: " r ", hours: "2" };
    expect(decisionAbout({ proposal }, "approve", said)).toEqual({ action: "approve", proposal: "pln_1" });
    expect(decisionAbout({}, "dismiss", said)).toEqual({ action: "dismiss", reason: "r" });
    expect(decisionAbout({}, "exempt", said)).toEqual({ action: "exempt", reason: "r", hours: 2 });
  });

  it.each([
    ["approve", { reason: "", hours: "" }, true],
    ["dismiss", { reason: " ", hours: "" }, false],
    ["dismiss", { reason: "r", hours: "" }, true],
    ["exempt", { reason: "r", hours: "0" }, false],
    ["exempt", { reason: "r", hours: "1.5" }, false],
    ["exempt", { reason: "", hours: "24" }, false],
    ["exempt", { reason: "r", hours: "24" }, true],
  ] as const)("to %s with %j can be sent: %s", (action, said, expected) => {
    expect(isSaid(action, said)).toBe(expected);
  });
});

describe("each of many", () => {
  const items = Array.from({ length: 20 }, (_, index) => index);
  const never = new AbortController().signal;

  it("is done once, some at a time, whatever fails", async () => {
    const worked: number[] = [];
    const told: number[] = [];
    let running = 0;
    let most = 0;
    const { failed, left } = await eachOfMany(
      items,
      async (item) => {
        running += 1;
        most = Math.max(most, running);
        await Promise.resolve();
        worked.push(item);
        running -= 1;
        if (item % 7 === 0) throw new Error(`no ${item}`);
      },
      (done) => void told.push(done),
      never,
    );
    expect(worked.toSorted((a, b) => a - b)).toEqual(items);
    expect(failed.map(({ item }) => item)).toEqual([0, 7, 14]);
    expect(left).toEqual([]);
    expect(told).toEqual(items.map((item) => item + 1));
    expect(most).toBe(4);
  });

  it("is begun for no more of them once it is stopped", async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      if (item === 5) stop.abort();
    };
    const { failed, left } = await eachOfMany(items, work, () => {}, stop.signal);
    expect(failed).toEqual([]);
    expect([...begun, ...left].toSorted((a, b) => a - b)).toEqual(items);
    expect(begun.length).toBeLessThan(10);
  });

  it("is nothing where there are none", async () => {
    const work = async () => {};
    expect(await eachOfMany([], work, () => {}, never)).toEqual({ failed: [], left: [] });
  });
});
