import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { record as recordOf } from "../../test/records.ts";
import type { Operation } from "../aws/operation.ts";
import { operations } from "../aws/operations.ts";
import { parseRecord } from "../event/record.ts";
import { isRegion } from "../finding/reach.ts";
import { type CallName, listeners } from "./define.ts";
import { judge } from "./judge.ts";
import { detections } from "./registry.ts";

/* What holds for every detection of the catalogue. */

const declared: { [service: string]: { [operation: string]: Operation } } = operations;
const operationOf = (call: CallName) => {
  const [service = "", name = ""] = call.split(":");
  return declared[service]?.[name];
};

/** Every parameter as it comes. */
const settings = { parameters: () => ({ version: 0, values: {} }) };

describe.each(detections.map((detection) => [detection.id, detection] as const))("%s", (_id, detection) => {
  const { response, byHand = [], sweep, events } = detection;

  it("says why it matters, what to look at, and what it leans on", () => {
    expect(detection.title).not.toBe("");
    expect(detection.why.length).toBeGreaterThan(40);
    expect(detection.triage.length).toBeGreaterThan(0);
    expect(detection.falsePositives.length).toBeGreaterThan(0);
    expect(detection.references.length).toBeGreaterThan(0);
  });

  it("has a response, or says what a person has to do", () => {
    expect(response !== undefined || byHand.length > 0).toBe(true);
  });

  it("needs no parameters to be chosen", () => {
    expect(detection.parameters.safeParse({}).success).toBe(true);
  });

  it("sweeps with calls that only read", () => {
    for (const call of sweep?.calls ?? []) expect(operationOf(call), call).toMatchObject({ changes: false });
  });

  it("makes only calls that are declared", () => {
    for (const call of response?.calls ?? []) expect(operationOf(call), call).toBeDefined();
  });

  it("survives any record, and says something sensible of it, if anything", () => {
    const listening = listeners([detection]);
    fc.assert(
      fc.property(
        fc.constantFrom(...events.flatMap(({ source, names }) => names.map((name) => ({ source, name })))),
        content,
        content,
        content,
        ({ source, name }, requestParameters, responseElements, additionalEventData) => {
          const fields = { requestParameters, responseElements, additionalEventData };
          const record = parseRecord(recordOf(source, name, fields));
          if ("reason" in record) return;
          const { judgements, errors } = judge(record, listening, settings);
          expect(errors).toEqual([]);
          for (const { violations } of judgements.map(({ verdict }) => verdict)) {
            for (const { resource, fingerprint, summary, region } of violations) {
              expect(resource.arn).toMatch(/^arn:/);
              expect(fingerprint).not.toBe("");
              expect(summary).not.toBe("");
              expect(region === undefined || isRegion(region)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** Names that requests and answers have, over values of any kind. */
const NAMES = [
  "groupId groupName ipPermissions items securityGroupRuleSet bucketName bucketPolicy",
  "policy policyDocument policyArn userName roleName assumeRolePolicyDocument keyId",
  "attributes Policy attributeName attributeValue valuesToAdd principal statement",
  "functionName authType snapshotId createVolumePermission add launchPermission name",
  "publiclyAccessible dBInstanceIdentifier x-amz-acl AccessControlPolicy trailName",
  "PublicAccessBlockConfiguration instancesSet networkAclId ruleNumber cidrBlock enable",
].flatMap((line) => line.split(" "));
const name = fc.constantFrom(...NAMES);
const { value: anything } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom<unknown>(
      null,
      true,
      false,
      "",
      "*",
      "{",
      "null",
      "all",
      "0.0.0.0/0",
      0,
      -1,
      22,
      "arn:aws:iam::1:x",
    ),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4 }),
  ),
}));
const content = fc.oneof(anything, fc.dictionary(name, anything, { maxKeys: 6 }));
