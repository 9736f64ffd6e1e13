import { properties, termText } from "@snapback/core/finding/rows/where";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSearch, stringifySearch } from "../../../../app/search.ts";
import { parseListQuery, readTerms } from "./list-query.ts";
import { propertyNames, termOf, tokenOf } from "./tokens.ts";

const text = fc.string({ minLength: 1, maxLength: 20 });
const anyTerm = fc.constantFrom(
  "state=open,failed",
  "severity!=low",
  "resource:sg-1",
  "actor!=deploy",
  "text:a b&c=d",
  "text!:x",
  "opened>=2026-11-23T08:00:00.000Z",
  "exemption=exm_1",
);

describe("the query in an address", () => {
  it("is the same after it was in one", () => {
    const terms = fc.oneof(
      anyTerm,
      text.map((said) => `actor:${said}`),
    );
    const any = fc.record({ where: fc.array(terms, { maxLength: 5 }), match: fc.constantFrom("any", "all") });
    fc.assert(
      fc.property(any, fc.constantFrom("severity", "-opened", "-lastSeen", "color"), (said, sort) => {
        const query = parseListQuery({ ...said, sort });
        expect(parseListQuery(parseSearch(stringifySearch({ ...query })))).toEqual(query);
        expect(query.where ?? []).toEqual(said.where);
      }),
    );
  });

  it.each([
    [{ where: "state=open" }, { where: ["state=open"] }],
    [{ where: ["state=open", 7, null] }, { where: ["state=open"] }],
    [{ where: 7, match: "none", sort: "--severity" }, {}],
    [
      { match: "any", sort: "-severity" },
      { match: "any", sort: "-severity" },
    ],
    [{ sort: "-lastSeen" }, {}],
  ])("of %j is %j", (search, query) => {
    expect(parseListQuery(search)).toEqual(query);
  });

  it("tells what is a term from what is none", () => {
    const where = ["state=open", "state=closed", "severity=critical", "severity=9", "nonsense", "actor:x"];
    const { terms, unknown } = readTerms({ where });
    expect(terms.map(termText)).toEqual(["state=open", "severity=critical", "actor:x"]);
    expect(unknown).toEqual(["state=closed", "severity=9", "nonsense"]);
  });

  it("takes no more than the API does", () => {
    const long = `text:${"x".repeat(3000)}`;
    const many = Array.from({ length: 51 }, (_, index) => `text:${index}`);
    expect(readTerms({ where: [long, ...many] }).unknown).toEqual([long, "text:50"]);
  });
});

describe("a token of the filter", () => {
  it("stands for the term that it was made of", () => {
    fc.assert(
      fc.property(fc.array(anyTerm), (where) => {
        const { terms } = readTerms({ where });
        expect(terms.map((term) => termOf(tokenOf(term)))).toEqual(terms);
      }),
    );
  });

  it.each([
    [{ operator: ":", value: "" }],
    [{ propertyKey: "state", operator: "=", value: [] }],
    [{ propertyKey: "state", operator: ":", value: "open" }],
    [{ propertyKey: "color", operator: "=", value: "red" }],
    [{ propertyKey: "opened", operator: ">=", value: null }],
  ] as const)("that says nothing is no term: %j", (token) => {
    expect(termOf(token)).toBeUndefined();
  });

  it("is there for every property that the API knows", () => {
    expect(propertyNames.toSorted()).toEqual(Object.keys(properties).toSorted());
  });
});
