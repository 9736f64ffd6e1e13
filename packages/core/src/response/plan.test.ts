import { describe, expect, it } from "vitest";
import { Plan, resolveInput, StepReferenceError } from "./plan.ts";

const answers = [{ Vpcs: [{ VpcId: "vpc-1" }] }, { Rules: [{ Id: "sgr-1", Port: 22 }] }];

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

  it.each([
    [{ step: 0, path: ["Vpcs", 1, "VpcId"] }],
    [{ step: 5, path: ["Vpcs"] }],
    [{ step: 0, path: ["constructor", "name"] }],
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
