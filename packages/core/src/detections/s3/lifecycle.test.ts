import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areKnown, isShort, shortFingerprint, shortFor, shortSummary } from "./lifecycle.ts";

const rule = (more: object = {}) => ({ ID: "a", Status: "Enabled", Expiration: { Days: 1 }, ...more });
const TRAIL = ["AWSLogs/"];

describe("a rule", () => {
  it.each([
    ["days", rule()],
    ["the day before the last", rule({ Expiration: { Days: 89 } })],
    ["days as text", rule({ Expiration: { Days: "7" } })],
    ["a date", rule({ Expiration: { Date: "2026-12-01T00:00:00.000Z" } })],
  ])("is short with %s", (_what, given) => {
    expect(isShort(given, 90)).toBe(true);
  });

  it.each([
    ["enough days", rule({ Expiration: { Days: 90 } })],
    ["no expiration", rule({ Expiration: undefined })],
    ["only delete markers", rule({ Expiration: { ExpiredObjectDeleteMarker: true } })],
    ["what is switched off", rule({ Status: "Disabled" })],
    ["what is no number", rule({ Expiration: { Days: "soon" } })],
    ["garbage", 7],
    ["nothing", null],
  ])("is not with %s", (_what, given) => {
    expect(isShort(given, 90)).toBe(false);
  });
});

describe("CloudTrail's files", () => {
  const hit = (more: object, prefixes = TRAIL) => shortFor(prefixes, [rule(more)], 90).length === 1;

  it.each([
    ["all objects", {}],
    ["an empty filter", { Filter: {} }],
    ["an empty prefix", { Filter: { Prefix: "" } }],
    ["what some take for a wildcard", { Filter: { Prefix: "*" } }],
    ["a prefix of theirs", { Filter: { Prefix: "AWSL" } }],
    ["the first version's prefix", { Prefix: "AWSLogs/" }],
    ["a prefix among conditions", { Filter: { And: { Prefix: "AWSLogs/", ObjectSizeGreaterThan: 1 } } }],
    ["one account's", { Filter: { Prefix: "AWSLogs/111122223333/" } }],
    ["their own part", { Filter: { Prefix: "AWSLogs/111122223333/CloudTrail-Digest/" } }],
    ["an organization's", { Filter: { Prefix: "AWSLogs/o-abc1234567/111122223333/CloudTrail/us" } }],
  ])("are met by a rule for %s", (_what, more) => {
    expect(hit(more)).toBe(true);
  });

  it.each([
    ["another folder", { Filter: { Prefix: "reports/" } }],
    ["another folder, in the first version's words", { Prefix: "reports/" }],
    ["another folder among conditions", { Filter: { And: { Prefix: "reports/", ObjectSizeLessThan: 9 } } }],
    [
      "another service's part in an organization",
      { Filter: { Prefix: "AWSLogs/o-abc1234567/111122223333/Config/" } },
    ],
    ["another service's part", { Filter: { Prefix: "AWSLogs/111122223333/elasticloadbalancing/" } }],
    ["a tag", { Filter: { Tag: { Key: "a", Value: "b" } } }],
    ["a tag among conditions", { Filter: { And: { Prefix: "", Tags: [{ Key: "a", Value: "b" }] } } }],
  ])("are not by one for %s", (_what, more) => {
    expect(hit(more)).toBe(false);
  });

  it("are those of each trail that writes there", () => {
    const reports = { Filter: { Prefix: "reports/" } };
    expect(hit(reports, ["other/AWSLogs/", "reports/AWSLogs/"])).toBe(true);
    expect(hit(reports, ["other/AWSLogs/"])).toBe(false);
    expect(hit({}, [])).toBe(false);
  });
});

describe("what is wrong", () => {
  const one = rule({ Filter: { Prefix: "a" } });
  const two = rule({ Expiration: { Days: 3 } });

  it("is what is deleted when, in whatever order and under whatever names", () => {
    expect(shortFingerprint([one, { ...two, ID: "z" }])).toBe(
      shortFingerprint([two, { ...one, ID: "y" }, one]),
    );
    expect(shortFingerprint([one])).not.toBe(shortFingerprint([two]));
    expect(shortFingerprint([one])).not.toBe(shortFingerprint([{ ...one, Filter: { Prefix: "b" } }]));
  });

  it("is said in one line", () => {
    const dated = rule({ Expiration: { Date: "2026-12-01T00:00:00.000Z" } });
    expect(shortSummary("logs", [two, one])).toBe(
      "files of CloudTrail in bucket logs are deleted after 1 day",
    );
    expect(shortSummary("logs", [dated])).toBe(
      "files of CloudTrail in bucket logs are deleted on 2026-12-01",
    );
    expect(shortSummary("logs", [dated, two])).toContain("after 3 days, and on 2026-12-01");
  });
});

it("rules that AWS would not take, or that have what is not known, are not put again", () => {
  expect(areKnown([rule({ Filter: { Prefix: "" } })])).toBe(true);
  expect(areKnown([rule({ Expiration: { Date: "2026-12-01T00:00:00.000Z" } })])).toBe(true);
  for (const more of [{ Status: "On" }, { Later: 1 }, { Transitions: {} }, { Expiration: { Date: "soon" } }])
    expect(areKnown([rule(), rule(more)])).toBe(false);
});

it("no rule makes it fail, and a shorter demand finds no more", () => {
  fc.assert(
    fc.property(
      fc.array(fc.dictionary(fc.constantFrom("Status", "Filter", "Prefix", "Expiration"), fc.jsonValue())),
      (rules) => {
        const read: Parameters<typeof shortFor>[1] = JSON.parse(JSON.stringify(rules));
        const strict = shortFor(TRAIL, read, 365);
        expect(strict).toEqual(expect.arrayContaining(shortFor(TRAIL, read, 30)));
        expect(shortFingerprint(strict)).not.toBe("");
      },
    ),
    { numRuns: 50 },
  );
});
