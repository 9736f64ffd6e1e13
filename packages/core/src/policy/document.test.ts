import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { adminStatements } from "./admin.ts";
import { readPolicy } from "./document.ts";
import { publicStatements } from "./public.ts";
import { openServiceStatements } from "./service.ts";
import { openTrustStatements } from "./trust.ts";

const one = (statement: unknown) => {
  const policy = readPolicy({ Statement: statement });
  return policy.readable ? policy.statements[0] : undefined;
};
const allow = { Effect: "Allow", Principal: "*", Action: "s3:GetObject" };

describe("readPolicy", () => {
  it("reads one statement and many, one value and many", () => {
    const policy = readPolicy({
      Statement: [
        {
          ...allow,
          Sid: "a",
          Resource: ["r", "s"],
          Condition: { Bool: { k: true }, StringLike: { a: "x", b: [1, "y"] } },
        },
        {
          Effect: "Deny",
          NotPrincipal: { AWS: ["1", "2"], Service: "s" },
          NotAction: ["a"],
          NotResource: "r",
        },
      ],
    });
    expect(policy.readable && policy.statements).toMatchObject([
      {
        index: 0,
        sid: "a",
        effect: "Allow",
        principal: { not: false, names: [{ kind: "AWS", name: "*" }] },
        action: { not: false, patterns: ["s3:GetObject"] },
        resource: { not: false, patterns: ["r", "s"] },
        conditions: [
          { operator: "Bool", key: "k", values: ["true"] },
          { operator: "StringLike", key: "a", values: ["x"] },
          { operator: "StringLike", key: "b", values: ["1", "y"] },
        ],
      },
      {
        index: 1,
        sid: undefined,
        effect: "Deny",
        principal: {
          not: true,
          names: [
            { kind: "AWS", name: "1" },
            { kind: "AWS", name: "2" },
            { kind: "Service", name: "s" },
          ],
        },
        action: { not: true, patterns: ["a"] },
        resource: { not: true, patterns: ["r"] },
        conditions: [],
      },
    ]);
    expect(one(allow)).toMatchObject({ effect: "Allow", principal: { names: [{ kind: "AWS", name: "*" }] } });
    expect(one({ ...allow, Principal: undefined })).toMatchObject({
      principal: undefined,
      resource: undefined,
    });
  });

  it("keeps each statement's own text", () => {
    const policy = readPolicy('{"Statement": [ {"Effect": "Deny"} ]}');
    expect(policy.readable && policy.statements[0]?.text).toBe('{"Effect": "Deny"}');
  });

  it.each([undefined, null, 1, "x", "{", "[]", [], {}, '{"statement":[]}', " "])("can't read %j", (value) => {
    expect(readPolicy(value)).toMatchObject({ readable: false });
  });

  it("takes the empty text for no policy", () => {
    expect(readPolicy("")).toEqual({ readable: true, text: "", statements: [] });
  });

  it.each([
    null,
    "x",
    3,
    [],
    {},
    { ...allow, Effect: "allow" },
    { ...allow, Effect: undefined, effect: "Allow" },
    { ...allow, Sid: 3 },
    { ...allow, Action: undefined },
    { ...allow, Action: 3 },
    { ...allow, Action: null },
    { ...allow, NotAction: "x" },
    { ...allow, NotPrincipal: "*" },
    { ...allow, Resource: "x", NotResource: "x" },
    { ...allow, Principal: null },
    { ...allow, Principal: { AWS: 3 } },
    { ...allow, Principal: { AWS: { AWS: "*" } } },
    { ...allow, Condition: null },
    { ...allow, Condition: "x" },
    { ...allow, Condition: [] },
    { ...allow, Condition: [{ k: "v" }] },
    { ...allow, Condition: [["StringEquals", [["k", ["v"]]]]] },
    { ...allow, Condition: { StringEquals: "x" } },
    { ...allow, Condition: { StringEquals: { k: null } } },
    { ...allow, Condition: { StringEquals: { k: {} } } },
  ])("does not understand the statement %j, and reads the others", (statement) => {
    const policy = readPolicy({ Statement: [statement, allow] });
    expect(policy.readable && policy.statements.map(({ effect }) => effect)).toEqual(["unreadable", "Allow"]);
  });

  it("sees members of any name", () => {
    const text = '{"Statement":{"Effect":"Deny","Action":"*","Condition":{"__proto__":{"k":"v"}}}}';
    const policy = readPolicy(text);
    expect(policy.readable && policy.statements[0]).toMatchObject({
      conditions: [{ operator: "__proto__", key: "k", values: ["v"] }],
    });
  });

  it("never throws, and neither does what judges it", () => {
    const trust = { account: "111122223333", allowedAccounts: [] };
    const judge = (value: unknown) => {
      const policy = readPolicy(value);
      if (!policy.readable) return 0;
      return [
        ...publicStatements(policy),
        ...openServiceStatements(policy),
        ...adminStatements(policy),
        ...openTrustStatements(policy, trust),
      ].length;
    };
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom("*", "s3:*", "aws:SourceIp", "IpAddress", "${a}", "__proto__"),
    );
    const some = fc.oneof(
      text,
      fc.array(text),
      fc.dictionary(text, fc.oneof(text, fc.dictionary(text, text))),
    );
    const statement = fc.record(
      {
        Effect: fc.constantFrom("Allow", "Deny"),
        Principal: some,
        Action: some,
        Resource: some,
        Condition: some,
      },
      { requiredKeys: ["Effect"] },
    );
    const statements = fc.oneof(fc.array(fc.oneof(statement, fc.anything())), statement);
    const value = fc.oneof(fc.anything(), fc.string(), fc.json(), fc.record({ Statement: statements }));
    fc.assert(
      fc.property(value, (any) => {
        expect(judge(any)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });
});
