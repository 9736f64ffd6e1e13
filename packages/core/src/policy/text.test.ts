import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  policyText,
  statementSpans,
  UnreadablePolicyError,
  withOnlyStatement,
  withoutStatements,
} from "./text.ts";

const policy = (...statements: string[]) =>
  `{"Version":"2012-10-17","Statement":[${statements.join(",")}],"Id":"x"}`;

describe("policyText", () => {
  it.each([
    ["JSON", '{"Statement":[]}'],
    ["URL-encoded JSON", "%7B%22Statement%22%3A%5B%5D%7D"],
    ["URL-encoded JSON in small letters", "%7b%22Statement%22%3a[]}"],
    ["an object", { Statement: [] }],
  ])("reads %s", (_, value) => {
    expect(policyText(value)).toBe('{"Statement":[]}');
  });

  it.each([
    undefined,
    null,
    3,
    "",
    "null",
    "[]",
    '"{}"',
    "{",
    "%7B%",
    "%7B%22",
    [],
    1n,
    Symbol("x"),
    () => 1,
    { big: 1n },
  ])("does not take %s for a policy", (value) => {
    expect(policyText(value)).toBeUndefined();
  });

  it("does not walk into what is too deep for a policy", () => {
    const deep = (levels: number) => `{"a":${"[".repeat(levels)}${"]".repeat(levels)}}`;
    expect(policyText(deep(10))).toBeDefined();
    expect(policyText(deep(16))).toBeUndefined();
    expect(policyText(deep(60_000))).toBeUndefined();
    expect(policyText(`{"a":"${"[".repeat(60)}"}`)).toBeDefined();
    const nested: unknown[] = [];
    let inner = nested;
    for (let level = 0; level < 60_000; level++) inner.push((inner = []));
    expect(policyText({ nested })).toBeUndefined();
  });
});

describe("withoutStatements", () => {
  it("leaves all else character for character", () => {
    const odd = String.raw` { "Sid" : "\u0041]}", "N":1.50e2, "Big": 111122223333444455556666, "Zed":{"b":[1, 2],"2":0,"1":0} } `;
    const text = ` {"Id":"a,b", "Statement" : [ {"Effect":"Allow"} ,${odd}, {"Effect":"Deny"}\n] ,"Zed":1.0 }`;
    expect(withoutStatements(text, [0])).toBe(
      ` {"Id":"a,b", "Statement" : [${odd.trim()},{"Effect":"Deny"}] ,"Zed":1.0 }`,
    );
    expect(withoutStatements(text, [])).toBe(text);
    expect(withoutStatements(text, [7])).toBe(text);
  });

  it("says when none is left", () => {
    expect(withoutStatements(policy("{}", "{}"), [1, 0])).toBeUndefined();
    expect(withoutStatements('{"Statement":{}}', [0])).toBeUndefined();
    expect(withoutStatements('{"Statement":[]}', [])).toBeUndefined();
  });

  it("keeps a statement that is not in a list", () => {
    expect(withoutStatements('{"Statement":{"a":1}}', [])).toBe('{"Statement":{"a":1}}');
  });

  it("goes by the last Statement, as JSON does, under any spelling of the name", () => {
    const text = String.raw`{"Statement":[1,2],"\u0053tatement":[3,4]}`;
    expect(statementSpans(text)?.map(({ start, end }) => text.slice(start, end))).toEqual(["3", "4"]);
    expect(withoutStatements(text, [0])).toBe(String.raw`{"Statement":[1,2],"\u0053tatement":[4]}`);
  });

  it("takes objects and URL-encoded text", () => {
    const original = { Statement: [{ Sid: "a" }, { Sid: "b" }] };
    const rest = '{"Statement":[{"Sid":"b"}]}';
    expect(withoutStatements(original, [0])).toBe(rest);
    expect(withoutStatements(encodeURIComponent(JSON.stringify(original)), [0])).toBe(rest);
  });

  it.each(["", "{", "{}", '{"statement":[]}', undefined])("refuses %j", (value) => {
    expect(() => withoutStatements(value, [])).toThrow(UnreadablePolicyError);
    expect(() => withOnlyStatement(value, {})).toThrow(UnreadablePolicyError);
  });

  it("finds the same statements as JSON.parse, whatever is in them and around them", () => {
    const members = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }));
    fc.assert(
      fc.property(
        fc.array(members, { maxLength: 4 }),
        members,
        fc.constantFrom(undefined, 1, "\t"),
        fc.nat(4),
        (statements, around, indent, removed) => {
          const { __proto__: _, ...rest } = around;
          const text = JSON.stringify({ ...rest, Statement: statements, Zed: 1 }, null, indent);
          const parsed: unknown = JSON.parse(text);
          const spans = statementSpans(text)?.map(({ start, end }): unknown =>
            JSON.parse(text.slice(start, end)),
          );
          const kept = statements.filter((_statement, index) => index !== removed);
          expect(parsed).toMatchObject({ Statement: spans });
          const left = withoutStatements(text, [removed]);
          const expected = { ...rest, Statement: kept, Zed: 1 };
          expect(left === undefined ? undefined : JSON.parse(left)).toEqual(
            kept.length === 0 ? undefined : JSON.parse(JSON.stringify(expected)),
          );
        },
      ),
    );
  });
});

describe("withOnlyStatement", () => {
  it("keeps the policy's other members", () => {
    expect(withOnlyStatement(policy("{}", "{}"), { Effect: "Deny" })).toBe(policy('{"Effect":"Deny"}'));
    expect(withOnlyStatement({ Statement: {} }, { a: 1 })).toBe('{"Statement":[{"a":1}]}');
  });
});
