import { describe, expect, it } from "vitest";
import { readPolicy } from "../../policy/document.ts";
import {
  inspectStatements,
  openStatements,
  permissionOf,
  policyIn,
  type StatementCalls,
} from "./open-statement.ts";

const everyone = { Sid: "a", Effect: "Allow", Principal: "*", Action: "lambda:InvokeFunction" };
const read = (...Statement: unknown[]) => {
  const policy = readPolicy({ Statement });
  if (!policy.readable) throw new Error(policy.why);
  return policy;
};
const call = (operation: string) => (input: unknown) => ({
  service: "lambda",
  operation,
  input: { input: JSON.stringify(input) },
});
const calls: StatementCalls = {
  remove: call("Remove"),
  add: call("Add"),
  conditions: new Map([["stringequals a:b", "B"]]),
};
const inspected = (statement: unknown) => {
  const open = openStatements(read(statement), { services: [] });
  return inspectStatements(open, open[0]?.fingerprint ?? "", "function job", calls);
};

describe("a statement", () => {
  it("that no call writes is taken away for good, if a person says so", () => {
    const { plan } = inspected({ ...everyone, Condition: { StringEquals: { "x:y": "z" } } });
    expect(plan).toMatchObject({
      steps: [{ operation: "Remove" }],
      undo: [],
      lost: [expect.stringMatching(/statement a/)],
      confirm: expect.stringMatching(/can't be taken back/),
    });
  });

  it("without an id is left to a person", () => {
    for (const statement of [{ ...everyone, Sid: undefined }, "x"])
      expect(inspected(statement)).toMatchObject({ stuck: expect.stringMatching(/by hand/) });
  });

  it("for everyone and a service at once is one", () => {
    const both = { ...everyone, Principal: { AWS: "*", Service: "s3.amazonaws.com" } };
    expect(openStatements(read(both), { services: [] })).toMatchObject([{ forService: false }]);
  });

  it("for a service is none where services are not asked about", () => {
    const service = { ...everyone, Principal: { Service: "s3.amazonaws.com" } };
    expect(openStatements(read(service), undefined)).toEqual([]);
    expect(openStatements(read(service), { services: [] })).toHaveLength(1);
  });
});

describe("the call that adds a statement", () => {
  const permission = (more: object) => {
    const [statement] = read({ ...everyone, ...more }).statements;
    return statement && permissionOf(statement, calls.conditions);
  };

  it("has its members", () => {
    const said = { StatementId: "a", Action: "lambda:InvokeFunction", Principal: "*" };
    expect(permission({})).toEqual(said);
    expect(permission({ Principal: { Service: "x.amazonaws.com" } })).toEqual({
      ...said,
      Principal: "x.amazonaws.com",
    });
    expect(permission({ Condition: { stringEquals: { "A:B": ["c"] } } })).toEqual({ ...said, B: "c" });
  });

  it.each([
    ["refuses", { Effect: "Deny" }],
    ["is for all but some", { Principal: undefined, NotPrincipal: "*" }],
    ["is for nobody", { Principal: undefined }],
    ["is for two", { Principal: { AWS: ["*", "999999999999"] } }],
    ["is for users of a provider", { Principal: { Federated: "x" } }],
    ["is about two actions", { Action: ["lambda:InvokeFunction", "lambda:GetFunction"] }],
    ["is about all actions but some", { Action: undefined, NotAction: "lambda:GetFunction" }],
    ["has two values in a condition", { Condition: { StringEquals: { "a:b": ["c", "d"] } } }],
    ["has no value in a condition", { Condition: { StringEquals: { "a:b": [] } } }],
    ["has another condition", { Condition: { StringLike: { "a:b": "c" } } }],
  ])("is not there where it %s", (_what, more) => {
    expect(permission(more)).toBeUndefined();
  });
});

describe("a policy that AWS answers with", () => {
  const refused = (name: string) => Promise.reject(Object.assign(new Error("no"), { name }));

  it("is empty where there is none", async () => {
    expect((await policyIn(refused("ResourceNotFoundException"))).statements).toEqual([]);
  });

  it("is not taken for a fine one where it can't be read", async () => {
    await expect(policyIn(refused("AccessDeniedException"))).rejects.toThrow("no");
    await expect(policyIn(Promise.resolve({ Policy: "{" }))).rejects.toThrow("no JSON object");
  });
});
