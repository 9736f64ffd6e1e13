import { describe, expect, it } from "vitest";
import type { Detection } from "../src/detections/define.ts";
import { judgedBy, shownNothing } from "./judged.ts";

interface Written {
  source: string;
  eventName: string;
  /** An action that the service's policies have. */
  action: string;
  /** The call's request, and answer, with this policy. */
  fields: (policy: unknown) => Record<string, unknown>;
  /** What the finding is about. */
  resource: { arn: string; id: string };
  /** How its line begins: "queue jobs". */
  what: string;
  severity: string;
  /** Another service's event of the same name. */
  otherSource: string;
  /** What else makes it none: requests that name no resource, and the like. */
  misses?: readonly (readonly [what: string, fields: Record<string, unknown>])[];
}

const policy = (...Statement: unknown[]) => ({ Version: "2012-10-17", Statement });

/** What every detection of a public resource policy does with the calls that write one. */
export function describePolicyDetection(detection: Detection, written: Written): void {
  const judged = judgedBy(detection, written.source);
  const put = (given: unknown, more = {}) => judged(written.eventName, { ...written.fields(given), ...more });
  const everyone = { Sid: "All", Effect: "Allow", Principal: "*", Action: written.action, Resource: "*" };
  const own = { ...everyone, Sid: "Own", Principal: { AWS: "arn:aws:iam::111122223333:root" } };

  describe("a resource policy", () => {
    it.each([
      ["text", JSON.stringify(policy(own, everyone))],
      ["an object", policy(own, everyone)],
      ["one statement that is no list", { Version: "2012-10-17", Statement: everyone }],
      ["everyone spelled out", policy({ ...everyone, Principal: { AWS: ["*"] } })],
      [
        "the rest of the world",
        policy({ ...everyone, Condition: { IpAddress: { "aws:SourceIp": "0.0.0.0/0" } } }, everyone),
      ],
    ])("finds a policy for everyone, as %s", (_how, given) => {
      const { violations, suspicions } = put(given);
      expect(suspicions).toEqual([]);
      expect(violations).toMatchObject([
        {
          resource: written.resource,
          severity: written.severity,
          evidence: { offence: violations[0]?.fingerprint },
        },
      ]);
      expect(violations[0]?.summary.startsWith(`${written.what}: anyone`)).toBe(true);
    });

    it("takes the same statement for the same, and another for another", () => {
      const mark = (given: unknown) => put(given).violations[0]?.fingerprint;
      expect(mark(policy(everyone, own))).toBe(
        mark(JSON.stringify(policy(own, { ...everyone, Sid: "Other" }))),
      );
      expect(mark(policy(everyone))).not.toBe(mark(policy({ ...everyone, Action: "*" })));
    });

    it.each([
      ["the own account's", policy(own)],
      [
        "the organization's",
        policy({ ...everyone, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
      ],
      ["a refusal for everyone", policy(own, { ...everyone, Effect: "Deny" })],
      ["another account's, by name", policy({ ...everyone, Principal: { AWS: "999999999999" } })],
    ])("leaves alone %s", (_what, given) => {
      expect(put(given)).toEqual(shownNothing);
    });

    it("leaves alone a call that failed, a dry one, and another service's", () => {
      for (const errorCode of ["AccessDenied", "MalformedPolicyDocumentException"])
        expect(put(policy(everyone), { errorCode })).toEqual(shownNothing);
      const other = judgedBy(detection, written.otherSource);
      expect(other(written.eventName, written.fields(policy(everyone)))).toEqual(shownNothing);
    });

    it.each([
      ["no JSON", "{"],
      ["a number", 7],
    ])("asks for a policy that is %s", (_what, given) => {
      expect(put(given)).toMatchObject({
        violations: [],
        suspicions: [{ reason: expect.stringContaining("policy") }],
      });
    });

    const misses: [what: string, fields: Record<string, unknown>][] = [
      ["nothing", { requestParameters: null }],
      ["text", { requestParameters: "policy" }],
      ...(written.misses ?? []).map(([what, fields]): [string, Record<string, unknown>] => [what, fields]),
    ];
    it.each(misses)("finds nothing where the request is %s", (_what, fields) => {
      expect(judged(written.eventName, fields)).toEqual(shownNothing);
    });
  });
}
