import { describe, expect, it } from "vitest";
import { inspectPolicy, publicPolicy } from "./inspection.ts";

const everyone = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: "*" };
const own = { ...everyone, Principal: { AWS: "111122223333" } };
const text = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const { fingerprint = "" } = publicPolicy(text(everyone), "queue jobs") ?? {};

const inspect = (policy: unknown) =>
  inspectPolicy({
    policy,
    fingerprint,
    what: "queue jobs",
    put: (Policy) => ({ service: "sqs", operation: "SetQueueAttributes", input: { Policy } }),
    empty: { remove: () => ({ service: "sqs", operation: "SetQueueAttributes", input: { Policy: "" } }) },
    now: new Date("2026-11-23T09:00:00Z"),
  });

describe("a live policy", () => {
  it("that still says what the finding says has a plan, which takes just that away and can bring it back", () => {
    const { state, plan, stuck } = inspect(text(own, everyone));
    expect(state).toEqual({ policy: text(own, everyone) });
    expect(plan?.steps.map(({ input }) => input)).toEqual([{ Policy: text(own) }]);
    expect(plan?.undo.map(({ input, undoes }) => [input, undoes])).toEqual([
      [{ Policy: text(own, everyone) }, 0],
    ]);
    expect(stuck).toBeUndefined();
  });

  it("of nothing else is taken away", () => {
    expect(inspect(text(everyone)).plan?.steps).toMatchObject([{ input: { Policy: "" } }]);
  });

  it.each([
    ["for the own account", text(own)],
    ["that is none", ""],
    ["that is not there", undefined],
    [
      "that lets everyone in by another statement, which is another finding's",
      text({ ...everyone, Action: "*" }),
    ],
    [
      "that lets everyone in by that and another, which is another finding's",
      text(everyone, { ...everyone, Action: "*" }),
    ],
  ])("%s is right as it is", (_what, policy) => {
    expect(inspect(policy)).toEqual({ state: { policy: policy ?? "" } });
  });

  it("that can't be read is not called safe", () => {
    expect(inspect("{")).toMatchObject({
      state: { policy: "{" },
      stuck: expect.stringContaining("queue jobs"),
    });
    expect(inspect("{")).not.toHaveProperty("plan");
    expect(publicPolicy("{", "queue jobs")).toBeUndefined();
  });
});
