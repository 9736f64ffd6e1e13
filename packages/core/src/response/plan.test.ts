import { describe, expect, it } from "vitest";
import { authorize, planWith, revoke } from "../../test/findings.ts";
import { Plan, planId, resolveInput, StepReferenceError } from "./plan.ts";

const steps = [{ Vpcs: [{ VpcId: "vpc-1" }] }, { Rules: [{ Id: "sgr-1", Port: 22 }] }];
const answers = { steps };

describe("resolveInput", () => {
  it("puts earlier answers in the place of references, at any depth", () => {
    const input = {
      Filters: [{ Name: "vpc-id", Values: [{ $from: { step: 0, path: ["Vpcs", 0, "VpcId"] } }] }],
      Rule: { $from: { step: 1, path: ["Rules", 0] } },
      Plain: null,
    };
    expect(resolveInput(input, answers)).toEqual({
      Filters: [{ Name: "vpc-id", Values: ["vpc-1"] }],
      Rule: { Id: "sgr-1", Port: 22 },
      Plain: null,
    });
  });

  it("tells the answers of an undo's own steps from those of the plan", () => {
    const undo = [{ Vpcs: [{ VpcId: "vpc-2" }] }];
    const path = ["Vpcs", 0, "VpcId"];
    const input = { Old: { $from: { step: 0, path } }, New: { $from: { undo: 0, path } } };
    expect(resolveInput(input, { steps, undo })).toEqual({ Old: "vpc-1", New: "vpc-2" });
    expect(() => resolveInput(input, { steps })).toThrow("undo step 0 answered nothing at Vpcs.0.VpcId");
  });

  it("leaves alone what only looks like a reference, and drops what is undefined", () => {
    const input = { $from: "here", A: { $from: { step: "0", path: [] } }, B: undefined, C: [{ $from: {} }] };
    const { B: _, ...rest } = input;
    expect(resolveInput(input, answers)).toStrictEqual(rest);
  });

  it.each([
    [{ step: 0, path: ["Vpcs", 1, "VpcId"] }],
    [{ step: 5, path: ["Vpcs"] }],
    [{ step: 0, path: ["constructor", "name"] }],
    [{ step: 0, path: ["__proto__"] }],
  ])("is an error where %j answers nothing", ($from) => {
    expect(() => resolveInput({ A: { $from } }, answers)).toThrow(StepReferenceError);
  });
});

describe("Plan", () => {
  it("refuses a plan without steps, and one of a version that it does not know", () => {
    const step = { service: "ec2", operation: "DeleteVpc", input: {}, does: "delete it" };
    expect(Plan.safeParse({ version: 1, steps: [step], undo: [] }).success).toBe(true);
    expect(Plan.safeParse({ version: 1, steps: [], undo: [] }).success).toBe(false);
    expect(Plan.safeParse({ version: 2, steps: [step], undo: [] }).success).toBe(false);
  });
});

describe("a plan's id", () => {
  const id = planId(planWith());

  it("is that of what would be called, whatever it is told in", () => {
    expect(id).toMatch(/^pln_[0-9a-f]{24}$/);
    expect(planId(planWith({ steps: [{ ...revoke(), does: "in other words" }] }))).toBe(id);
    expect(planId(planWith({ lost: ["tags"], caveats: ["no baseline"], confirm: "in doubt" }))).toBe(id);
  });

  it.each([
    ["another step", planWith({ steps: [revoke("sgr-2")] })],
    ["a further step", planWith({ steps: [revoke(), revoke("sgr-2")] })],
    ["another order", planWith({ steps: [revoke("sgr-2"), revoke()] })],
    ["another undo", planWith({ undo: [authorize("sg-2")] })],
    ["no undo", planWith({ undo: [] })],
    ["another operation", planWith({ steps: [{ ...revoke(), operation: "DeleteSecurityGroup" }] })],
    ["another service", planWith({ steps: [{ ...revoke(), service: "vpc" }] })],
    ["the undo as a step", planWith({ steps: [revoke(), authorize()], undo: [] })],
  ])("is another one for %s", (_, plan) => {
    expect(planId(plan)).not.toBe(id);
  });
});
