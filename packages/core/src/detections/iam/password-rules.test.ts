import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Minimum, type Rules, raised, rulesOf, rulesOfRequest, weaknesses } from "./password-rules.ts";

const minimum = Minimum.parse({});
const strong: Rules = {
  MinimumPasswordLength: 14,
  PasswordReusePrevention: 24,
  RequireSymbols: true,
  RequireNumbers: true,
  RequireUppercaseCharacters: true,
  RequireLowercaseCharacters: true,
};

const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
const anyRules: fc.Arbitrary<Rules> = fc.record({
  MinimumPasswordLength: optional(fc.integer({ min: 6, max: 128 })),
  PasswordReusePrevention: optional(fc.integer({ min: 1, max: 24 })),
  MaxPasswordAge: optional(fc.integer({ min: 1, max: 1095 })),
  RequireSymbols: optional(fc.boolean()),
  RequireNumbers: optional(fc.boolean()),
  RequireUppercaseCharacters: optional(fc.boolean()),
  RequireLowercaseCharacters: optional(fc.boolean()),
  AllowUsersToChangePassword: optional(fc.boolean()),
  HardExpiry: optional(fc.boolean()),
});
const anyMinimum: fc.Arbitrary<Minimum> = fc.record({
  minimumLength: fc.integer({ min: 6, max: 128 }),
  passwordReusePrevention: fc.integer({ min: 0, max: 24 }),
  requireSymbols: fc.boolean(),
  requireNumbers: fc.boolean(),
  requireUppercaseCharacters: fc.boolean(),
  requireLowercaseCharacters: fc.boolean(),
  maxPasswordAge: fc.integer({ min: 0, max: 1095 }),
});

describe("rules that are raised", () => {
  it("are not weak, whatever they were, and raised no further", () => {
    fc.assert(
      fc.property(anyRules, anyMinimum, (rules, least) => {
        const better = raised(rules, least);
        expect(weaknesses(better, least)).toEqual([]);
        expect(raised(better, least)).toEqual(better);
      }),
    );
  });

  it("are nowhere weaker than they were", () => {
    fc.assert(
      fc.property(anyRules, anyMinimum, (rules, least) => {
        const better = raised(rules, least);
        expect(better.MinimumPasswordLength).toBeGreaterThanOrEqual(rules.MinimumPasswordLength ?? 6);
        expect(better.PasswordReusePrevention ?? 0).toBeGreaterThanOrEqual(
          rules.PasswordReusePrevention ?? 0,
        );
        const never = Number.POSITIVE_INFINITY;
        expect(better.MaxPasswordAge ?? never).toBeLessThanOrEqual(rules.MaxPasswordAge ?? never);
        expect(better.RequireSymbols || !rules.RequireSymbols).toBe(true);
        expect(better.AllowUsersToChangePassword).toBe(rules.AllowUsersToChangePassword);
        expect(better.HardExpiry).toBe(rules.HardExpiry);
      }),
    );
  });
});

describe("weaknesses", () => {
  it("are none of what CIS and AWS demand", () => {
    expect(weaknesses(strong, minimum)).toEqual([]);
  });

  it.each([
    [{ MinimumPasswordLength: 13 }, ["13 characters instead of 14"]],
    [{ MinimumPasswordLength: undefined }, ["6 characters instead of 14"]],
    [{ PasswordReusePrevention: 23 }, ["23 earlier passwords instead of 24 may not come again"]],
    [{ PasswordReusePrevention: undefined }, ["0 earlier passwords instead of 24 may not come again"]],
    [{ RequireSymbols: false }, ["no symbol"]],
    [{ RequireNumbers: undefined }, ["no digit"]],
    [{ RequireUppercaseCharacters: false }, ["no upper-case letter"]],
    [{ RequireLowercaseCharacters: false }, ["no lower-case letter"]],
  ])("of %j", (different, words) => {
    expect(weaknesses({ ...strong, ...different }, minimum)).toEqual(words);
  });

  it("are an age only where one is demanded", () => {
    const yearly = { ...minimum, maxPasswordAge: 365 };
    expect(weaknesses(strong, yearly)).toEqual(["it expires after no days instead of 365"]);
    expect(weaknesses({ ...strong, MaxPasswordAge: 366 }, yearly)).toHaveLength(1);
    expect(weaknesses({ ...strong, MaxPasswordAge: 365 }, yearly)).toEqual([]);
  });
});

describe("rules that are read", () => {
  it("of a record have its names, and text for numbers and flags", () => {
    expect(
      rulesOfRequest({ minimumPasswordLength: "14", requireSymbols: "true", requireNumbers: false }),
    ).toEqual({ MinimumPasswordLength: 14, RequireSymbols: true, RequireNumbers: false });
  });

  it("of any record leave out what can't be", () => {
    const request = { minimumPasswordLength: "long", maxPasswordAge: 0, requireSymbols: 7, other: {} };
    expect(rulesOfRequest(request)).toEqual({});
    expect(rulesOfRequest(null)).toEqual({});
  });

  it("of a live policy are without what can't be set", () => {
    const live = { ...strong, ExpirePasswords: false, MaxPasswordAge: undefined };
    expect(rulesOf(live)).toEqual(strong);
  });
});
