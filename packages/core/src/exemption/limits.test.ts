import { expect, it } from "vitest";
import { checkExemption, ExemptionLimitError } from "./limits.ts";

const now = new Date("2026-11-23T08:00:00.000Z");
const limits = { maximumDays: 2, tagKeys: ["purpose"] };
const account = { account: "111122223333" };
const tag = (key: string) => ({ tag: { key, value: "x" } });

it.each([
  [account, "2026-11-23T08:00:00.001Z"],
  [account, "2026-11-25T08:00:00.000Z"],
  [tag("purpose"), "2026-11-24T08:00:00.000Z"],
])("%j may be exempted until %s", (scope, until) => {
  expect(() => checkExemption(scope, new Date(until), now, limits)).not.toThrow();
});

it.each([
  [account, "2026-11-23T08:00:00.000Z", "it ends before it begins"],
  [account, "2020-01-01T00:00:00.000Z", "it ends before it begins"],
  [account, "no time", "it ends before it begins"],
  [account, "2026-11-25T08:00:00.001Z", "longer than 2 days"],
  [tag("Purpose"), "2026-11-24T08:00:00.000Z", 'tag "Purpose": snapback.config.ts lists "purpose" in'],
])("%j may not be exempted until %s", (scope, until, words) => {
  const refused = () => checkExemption(scope, new Date(until), now, limits);
  expect(refused).toThrow(ExemptionLimitError);
  expect(refused).toThrow(words);
});

it("says all that stands against an exemption at once", () => {
  const refused = () => checkExemption(tag("a"), new Date("2027-01-01"), now, { ...limits, tagKeys: [] });
  expect(refused).toThrow(/longer than 2 days[^]*lists none/);
});
