import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PolicyDocument, readPolicy } from "./document.ts";
import { publicStatements } from "./public.ts";
import { policyFingerprint } from "./response.ts";
import { withoutStatements } from "./text.ts";

interface Raw {
  Sid?: string;
  Effect: "Allow" | "Deny";
  Principal?: string | Record<string, string[]>;
  NotPrincipal?: Record<string, string[]>;
  Action: string[];
  Resource?: string[];
  Condition?: Record<string, Record<string, string[]>>;
}
type Call = { action: string; resource: string; account?: string; keys: Record<string, string> };

/* AWS's evaluation once more, straight from its documentation, for one call of an outsider. */

const glob = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, "[^]*")
      .replace(/\?/g, "[^]")}$`,
  ).test(text);

const arnGlob = (pattern: string, text: string) => {
  if (/^\*+$/.test(pattern)) return true;
  const [own, other] = [pattern.split(":"), text.split(":")];
  return own.length === other.length && own.every((part, index) => glob(part, other[index] ?? ""));
};

const bits = (address: string) => address.split(".").reduce((sum, octet) => sum * 256n + BigInt(octet), 0n);

function inRange(range: string, address: string) {
  const [network = "", prefix = "32"] = range.split("/");
  if (!/^[\d.]+$/.test(network)) return false;
  const shift = 32n - BigInt(prefix);
  return bits(network) >> shift === bits(address) >> shift;
}

const OPERATORS: Record<string, (value: string, own: string) => boolean> = {
  StringEquals: (value, own) => value === own,
  StringEqualsIgnoreCase: (value, own) => value.toLowerCase() === own.toLowerCase(),
  StringLike: glob,
  ArnLike: arnGlob,
  ArnEquals: arnGlob,
  IpAddress: inRange,
  Bool: (value, own) => value === own,
};

function holds(operator: string, key: string, values: string[], { keys }: Call): boolean {
  const own = keys[key];
  if (operator === "Null") return values.some((value) => (value === "true") === (own === undefined));
  const [set, bare = ""] = operator.includes(":") ? operator.split(":") : [undefined, operator];
  const name = bare.replace("IfExists", "");
  const positive = name.replace("Not", "");
  const test = OPERATORS[positive];
  if (own === undefined) return set ? set === "ForAllValues" : name !== bare || name !== positive;
  return values.some((value) => test?.(value, own) ?? false) === (name === positive);
}

function applies({ Principal, NotPrincipal, Action, Resource, Condition }: Raw, call: Call): boolean {
  const isCaller = (names: string | Record<string, string[]>) =>
    (typeof names === "string" ? [names] : (names.AWS ?? [])).some(
      (name) =>
        name === "*" || (call.account !== undefined && glob(name, `arn:aws:iam::${call.account}:root`)),
    );
  const reaches = Principal === undefined ? NotPrincipal && !isCaller(NotPrincipal) : isCaller(Principal);
  return (
    reaches === true &&
    Action.some((pattern) => glob(pattern.toLowerCase(), call.action.toLowerCase())) &&
    (Resource ?? ["*"]).some((pattern) => pattern === "*" || arnGlob(pattern, call.resource)) &&
    Object.entries(Condition ?? {}).every(([operator, keys]) =>
      Object.entries(keys).every(([key, values]) => holds(operator, key, values, call)),
    )
  );
}

const letsIn = (statements: Raw[], call: Call) =>
  statements.some((each) => each.Effect === "Allow" && applies(each, call)) &&
  !statements.some((each) => each.Effect === "Deny" && applies(each, call));

/* Outsiders: nobody; a user of a stranger's account, from outside and from a network there; a service for that account. */

const stranger = {
  "aws:PrincipalAccount": "999999999999",
  "aws:PrincipalArn": "arn:aws:iam::999999999999:user/x:iam::111122223333:role/app",
  "aws:PrincipalOrgID": "o-stranger000",
  "aws:PrincipalOrgPaths": "o-stranger000/r-1/",
  "aws:userid": "AIDASTRANGER00000000",
};
const network = { "aws:SourceVpc": "vpc-9", "aws:SourceVpce": "vpce-9", "aws:VpceAccount": "999999999999" };
const service = {
  "aws:SourceAccount": "999999999999",
  "aws:SourceArn": "arn:aws:s3:::stranger",
  "aws:SourceOrgID": "o-stranger000",
  "aws:PrincipalIsAWSService": "true",
};
const asked = fc.record({
  "aws:SecureTransport": fc.constantFrom("true", "false"),
  "aws:Referer": fc.constantFrom("https://example.com/", "x"),
});
const address = fc.record({ "aws:SourceIp": fc.constantFrom("8.8.8.8", "52.1.2.3", "200.0.0.1") });
const call: fc.Arbitrary<Call> = fc
  .record({
    action: fc.constantFrom("s3:GetObject", "s3:PutObject"),
    resource: fc.constantFrom("arn:aws:s3:::b/a", "arn:aws:s3:::b/c"),
  })
  .chain((what) =>
    fc.oneof(
      fc.tuple(asked, address).map(([a, b]) => ({
        ...what,
        keys: { ...a, ...b, "aws:PrincipalAccount": "anonymous", "aws:userid": "anonymous" },
      })),
      fc
        .tuple(asked, address)
        .map(([a, b]) => ({ ...what, account: "999999999999", keys: { ...a, ...b, ...stranger } })),
      asked.map((a) => ({ ...what, account: "999999999999", keys: { ...a, ...stranger, ...network } })),
      asked.map((a) => ({ ...what, keys: { ...a, ...service } })),
    ),
  );

const outsiders = [
  ...new Map(fc.sample(call, { numRuns: 800, seed: 1 }).map((each) => [JSON.stringify(each), each])).values(),
];

/* Policies: few values for each part, so that they often meet. */

const some = (...texts: string[]) =>
  fc.uniqueArray(fc.constantFrom(...texts), { minLength: 1, maxLength: 2 });
const values: Record<string, fc.Arbitrary<string[]>> = {
  "aws:PrincipalAccount": some("111122223333", "*", "1111*", "anonymous"),
  "aws:PrincipalArn": some(
    "arn:aws:iam::111122223333:role/*",
    "arn:aws:iam::*:*",
    "arn:*:iam::111122223333:role/app",
    "*",
  ),
  "aws:PrincipalOrgID": some("o-exampleorgid", "o-*", "*"),
  "aws:PrincipalOrgPaths": some("o-exampleorgid/*", "o-*"),
  "aws:userid": some("AROAEXAMPLEEXAMPLE000:*", "A*", "anonymous", "*"),
  "aws:SourceVpc": some("vpc-1", "vpc-*"),
  "aws:SourceArn": some("arn:aws:s3:::site", "arn:aws:s3:*:*:site", "arn:aws:s3:::s*", "*"),
  "aws:SourceAccount": some("111122223333", "?*"),
  "aws:SourceIp": some(
    "198.51.100.7",
    "10.0.0.0/8",
    "0.0.0.0/0",
    "128.0.0.0/1",
    "51.0.0.0/9",

    "8.0.0.0/7",
  ),
  "aws:SecureTransport": some("true", "false"),
  "aws:PrincipalIsAWSService": some("true", "false"),
  "aws:Referer": some("https://example.com/*", "https://example.com/"),
};
const word = fc.constantFrom("StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnLike", "ArnEquals");
const negate = (name: string) => name.replace(/^(String|Arn)|^(?=Ip)/, "$1Not");
const operator = (key: string) =>
  fc
    .record({
      positive:
        key === "aws:SourceIp"
          ? fc.constant("IpAddress")
          : key === "aws:SecureTransport"
            ? fc.constant("Bool")
            : word,
      not: fc.boolean(),
      set: fc.constantFrom("", "", "", "ForAllValues:", "ForAnyValue:"),
      ifExists: fc.constantFrom("", "", "", "IfExists"),
      isNull: fc.nat(9).map((n) => n === 0),
    })
    .map(({ positive, not, set, ifExists, isNull }) =>
      isNull ? "Null" : `${set}${not ? negate(positive) : positive}${set ? "" : ifExists}`,
    );
const condition = fc.constantFrom(...Object.keys(values)).chain((key) =>
  fc.tuple(operator(key), values[key] ?? some()).map(([name, list]) => ({
    [name]: { [key]: name === "Null" ? [list.length > 1 ? "true" : "false"] : list },
  })),
);
const conditions = fc.array(condition, { maxLength: 2 }).map((list) => {
  const merged: NonNullable<Raw["Condition"]> = {};
  for (const each of list) {
    for (const [name, keys] of Object.entries(each)) merged[name] = { ...merged[name], ...keys };
  }
  return merged;
});
const principal = fc.constantFrom<Pick<Raw, "Principal" | "NotPrincipal">>(
  { Principal: "*" },
  { Principal: { AWS: ["*"] } },
  { Principal: { AWS: ["111122223333", "*"] } },
  { NotPrincipal: { AWS: ["111122223333"] } },
  { Principal: { AWS: ["arn:aws:iam::111122223333:root"] } },
  { Principal: { AWS: ["arn:aws:iam::*:root"] } },
);
const statement: fc.Arbitrary<Raw> = fc
  .record({
    principal,
    Effect: fc.constantFrom<"Allow" | "Deny">("Allow", "Allow", "Deny"),
    Action: some("*", "s3:*", "s3:GetObject", "S3:get?bject", "s3:PutObject"),
    Resource: some("*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/a", "arn:aws:s3:::b/?"),
    Condition: conditions,
  })
  .map(({ principal: who, ...rest }) => ({ ...who, ...rest }));
const statements = fc.array(statement, { minLength: 1, maxLength: 3 });

function read(value: unknown): PolicyDocument {
  const policy = readPolicy(value);
  if (!policy.readable) throw new TypeError(policy.why);
  return policy;
}
const verdicts = (list: Raw[]) =>
  publicStatements(read({ Statement: list })).map(({ index, certainty }) => ({ index, certainty }));

describe("publicStatements", () => {
  it("never takes a policy for clean that lets an outsider in", () => {
    let hits = 0;
    fc.assert(
      fc.property(statements, (list) => {
        if (!outsiders.some((each) => letsIn(list, each))) return;
        hits++;
        expect(verdicts(list)).not.toEqual([]);
      }),
      { numRuns: 2000 },
    );
    expect(hits).toBeGreaterThan(200);
  });

  it("is sure only where an outsider gets in", () => {
    // Conditions on what the caller asks for are not weighed against each other: those that nobody can meet count as met.
    const weighed = condition.filter(
      (each) => !/Secure|Referer|IsAWSService|ForAnyValue:.*Not/.test(JSON.stringify(each)),
    );
    fc.assert(
      fc.property(weighed, (Condition) => {
        const raw: Raw = { Effect: "Allow", Principal: "*", Action: ["*"], Condition };
        fc.pre(verdicts([raw])[0]?.certainty === "public");
        expect(outsiders.some((each) => letsIn([raw], each))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it("is no worse for a condition that restricts", () => {
    const restricting = fc.constantFrom(
      { StringEquals: { "aws:SourceVpce": ["vpce-1"] } },
      { IpAddress: { "aws:SourceIp": ["198.51.100.7"] } },
      { ArnLike: { "aws:SourceArn": ["arn:aws:sns:us-east-1:111122223333:*"] } },
      { "ForAnyValue:StringLike": { "aws:SourceOrgPaths": ["o-exampleorgid/*"] } },
    );
    fc.assert(
      fc.property(statement, restricting, (raw, more) => {
        const Condition: NonNullable<Raw["Condition"]> = { ...raw.Condition };
        for (const [name, keys] of Object.entries(more)) Condition[name] = { ...Condition[name], ...keys };
        expect(verdicts([{ ...raw, Effect: "Allow", Condition }])).toEqual([]);
      }),
    );
  });

  it("tells the same of every spelling and order", () => {
    const spelled = (list: Raw[], swap: (text: string) => string) =>
      list.map(({ Action, Resource, Condition, Principal, NotPrincipal, Effect }, index) => ({
        Sid: `s${index}`,
        Condition: Object.fromEntries(
          Object.entries(Condition ?? {})
            .toReversed()
            .map(
              ([name, keys]) =>
                [
                  swap(name),
                  Object.fromEntries(
                    Object.entries(keys).map(
                      ([key, own]) => [swap(key), own.length === 1 ? own[0] : own.toReversed()] as const,
                    ),
                  ),
                ] as const,
            ),
        ),
        Resource: Resource?.length === 1 ? Resource[0] : Resource?.toReversed(),
        Action: Action.length === 1 ? swap(Action[0] ?? "") : Action.map(swap).toReversed(),
        ...(Principal && { Principal: Principal === "*" ? { AWS: "*" } : Principal }),
        ...(NotPrincipal && { NotPrincipal }),
        Effect,
      }));
    const swap = fc.constantFrom(
      (text: string) => text.toLowerCase(),
      (text: string) => text.toUpperCase(),
      (text: string) => text,
    );
    const how = fc.constantFrom<(value: unknown) => unknown>(
      (value) => value,
      (value) => JSON.stringify(value),
      (value) => JSON.stringify(value, null, 2),
      (value) => encodeURIComponent(JSON.stringify(value)),
    );
    fc.assert(
      fc.property(statements, swap, how, (list, letters, rendered) => {
        const other = publicStatements(read(rendered({ Statement: spelled(list, letters) })));
        expect(other.map(({ index, certainty }) => ({ index, certainty }))).toEqual(verdicts(list));
        const turned = publicStatements(read({ Statement: list.toReversed() }));
        const fingerprint = policyFingerprint(publicStatements(read({ Statement: list })));
        expect(policyFingerprint(other)).toBe(fingerprint);
        expect(policyFingerprint(turned)).toBe(fingerprint);
      }),
    );
  });

  it("finds nothing in a policy without what it found, and the rest is as it was", () => {
    fc.assert(
      fc.property(statements, fc.constantFrom(undefined, 2), (list, indent) => {
        const text = JSON.stringify({ Version: "2012-10-17", Statement: list }, null, indent);
        const policy = read(text);
        const gone = publicStatements(policy).map(({ index }) => index);
        const left = withoutStatements(text, gone);
        const kept = policy.statements.filter(({ index }) => !gone.includes(index)).map((each) => each.text);
        const rest = left === undefined ? [] : read(left).statements;
        expect(rest.map((each) => each.text)).toEqual(kept);
        expect(left === undefined ? [] : publicStatements(read(left))).toEqual([]);
      }),
    );
  });
});
