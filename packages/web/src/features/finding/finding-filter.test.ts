import { describe, expect, it } from "vitest";
import { isFiltered, parseFilter } from "./finding-filter.ts";

describe("parseFilter", () => {
  it("takes what the API can filter by", () => {
    const search = { state: "open", severity: "high", detection: "ec2-sg-ingress-world" };

    expect(parseFilter(search)).toEqual(search);
  });

  it.each([
    ["nothing", {}],
    ["values that don't exist", { state: "closed", severity: "HIGH" }],
    ["members of every object", { state: "constructor", severity: "toString" }],
    ["other types", { state: 1, severity: ["high"], detection: 12 }],
    ["an empty detection", { detection: "" }],
    ["an endless detection", { detection: "x".repeat(101) }],
    ["other parameters", { limit: 5 }],
  ])("leaves out %s", (_, search) => {
    expect(parseFilter(search)).toEqual({});
    expect(isFiltered(parseFilter(search))).toBe(false);
  });
});
