import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./kms-policy-public.ts";

const judged = judgedBy(detection, "kms.amazonaws.com");
const id = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const owners = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
  Action: "kms:*",
  Resource: "*",
};
const everyone = { Sid: "All", Effect: "Allow", Principal: "*", Action: "kms:Decrypt", Resource: "*" };
const policy = (...Statement: unknown[]) => ({ Version: "2012-10-17", Statement });
const put = (written: unknown, fields: Record<string, unknown> = {}) =>
  judged("PutKeyPolicy", {
    requestParameters: { keyId: id, policyName: "default", policy: written },
    ...fields,
  });

describe("kms-policy-public", () => {
  it.each([
    ["text", JSON.stringify(policy(owners, everyone))],
    ["an object", policy(owners, everyone)],
    ["an object with one statement", { Version: "2012-10-17", Statement: everyone }],
    ["everyone spelled out", policy({ ...everyone, Principal: { AWS: ["*"] } })],
  ])("finds a policy for everyone, as %s, as one and the same", (_how, written) => {
    const { violations, suspicions } = put(written);
    expect(violations).toMatchObject([
      {
        resource: { arn: `arn:aws:kms:us-east-1:${ACCOUNT}:key/${id}`, id },
        fingerprint: put(policy(everyone)).violations[0]?.fingerprint,
        severity: "critical",
        summary: expect.stringMatching(/^key 0f1e2d3c-.*: anyone may kms:Decrypt/),
        evidence: { keyId: id, account: ACCOUNT },
      },
    ]);
    expect(suspicions).toEqual([]);
  });

  it("finds a key that is made with such a policy", () => {
    const made = { responseElements: { keyMetadata: { keyId: id } } };
    const requestParameters = { policy: JSON.stringify(policy(everyone)) };
    expect(judged("CreateKey", { ...made, requestParameters }).violations).toHaveLength(1);
    expect(judged("CreateKey", { ...made, requestParameters: { description: "a key" } })).toEqual(
      shownNothing,
    );
    expect(judged("CreateKey", { ...made, requestParameters: null })).toEqual(shownNothing);
    expect(judged("CreateKey", { ...made, requestParameters: { omitted: true } })).toMatchObject({
      violations: [],
      suspicions: [{ ask: { keyId: id } }],
    });
  });

  it.each([
    ["the owners' alone", policy(owners)],
    [
      "everyone's of the own account",
      policy({ ...everyone, Condition: { StringEquals: { "kms:CallerAccount": ACCOUNT } } }),
    ],
    ["a refusal for everyone", policy(owners, { ...everyone, Effect: "Deny" })],
    ["another account's, by name", policy({ ...everyone, Principal: { AWS: "999999999999" } })],
  ])("leaves alone %s", (_what, written) => {
    expect(put(written)).toEqual(shownNothing);
  });

  it("leaves alone a call that failed, and another service's", () => {
    expect(put(policy(everyone), { errorCode: "AccessDenied" })).toEqual(shownNothing);
    const requestParameters = { keyId: id, policy: policy(everyone) };
    expect(judgedBy(detection, "other.amazonaws.com")("PutKeyPolicy", { requestParameters })).toEqual(
      shownNothing,
    );
  });

  it.each([
    ["left out", undefined],
    ["no JSON", "{"],
    ["empty", ""],
    ["a number", 7],
  ])("asks for a policy that is %s", (_what, written) => {
    expect(put(written)).toMatchObject({ violations: [], suspicions: [{ ask: { keyId: id } }] });
  });
});
