import { describe, expect, it } from "vitest";
import { may, roleOf, roles } from "./person.ts";

describe("a role", () => {
  it("may what those before it may, and no more", () => {
    const allowed = [undefined, ...roles].map((role) => roles.filter((needed) => may({ role }, needed)));
    expect(allowed).toEqual([[], ["viewer"], ["viewer", "responder"], ["viewer", "responder", "admin"]]);
  });

  it("is the highest that the groups give", () => {
    expect(roleOf(["viewer", "admin", "responder"])).toBe("admin");
    expect(roleOf(["responder", "auditors"])).toBe("responder");
    expect(roleOf(["Admin", "view", "toString"])).toBeUndefined();
    expect(roleOf([])).toBeUndefined();
  });
});
