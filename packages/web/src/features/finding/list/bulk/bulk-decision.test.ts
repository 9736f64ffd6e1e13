import { describe, expect, it } from "vitest";
import { finding } from "../../../../../test/findings.ts";
import { allowing, decisionAbout } from "./bulk-decision.ts";
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
    const said = { reason: "r", hours: 2 };
    expect(decisionAbout({ proposal }, "approve", said)).toEqual({ action: "approve", proposal: "pln_1" });
    expect(decisionAbout({}, "dismiss", said)).toEqual({ action: "dismiss", reason: "r" });
    expect(decisionAbout({}, "exempt", said)).toEqual({ action: "exempt", reason: "r", hours: 2 });
  });
});

describe("each of many", () => {
  it("is done once, some at a time, whatever fails", async () => {
    const items = Array.from({ length: 20 }, (_, index) => index);
    const worked: number[] = [];
    const told: number[] = [];
    let running = 0;
    let most = 0;
    const failed = await eachOfMany(
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
    );
    expect(worked.toSorted((a, b) => a - b)).toEqual(items);
    expect(failed.map(({ item }) => item)).toEqual([0, 7, 14]);
    expect(told).toEqual(items.map((item) => item + 1));
    expect(most).toBe(4);
  });

  it("is nothing where there are none", async () => {
    expect(
      await eachOfMany(
        [],
        async () => {},
        () => {},
      ),
    ).toEqual([]);
  });
});
