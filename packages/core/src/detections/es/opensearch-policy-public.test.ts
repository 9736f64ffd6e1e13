import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import detection from "./opensearch-policy-public.ts";

const judged = judgedBy(detection, "es.amazonaws.com");
const everyone = { Effect: "Allow", Principal: { AWS: "*" }, Action: "es:*", Resource: "*" };
const own = { ...everyone, Principal: { AWS: "111122223333" } };
const policy = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const update = (accessPolicies: unknown, more: Record<string, unknown> = {}) => ({
  requestParameters: { domainName: "logs", accessPolicies },
  ...more,
});
const asked = { violations: [], suspicions: [{ ask: { name: "logs", account: "111122223333" } }] };

describe("opensearch-policy-public", () => {
  it.each([
    "UpdateDomainConfig",
    "CreateDomain",
    "UpdateElasticsearchDomainConfig",
    "CreateElasticsearchDomain",
  ])("asks where a domain is that %s opens to everyone", (eventName) => {
    expect(judged(eventName, update(policy(own, everyone)))).toMatchObject(asked);
    expect(judged(eventName, update({ Version: "2012-10-17", Statement: everyone }))).toMatchObject(asked);
  });

  it("asks where the policy can't be read", () => {
    expect(judged("UpdateDomainConfig", update("{"))).toMatchObject(asked);
  });

  it.each([
    ["a policy for the own account", update(policy(own))],
    [
      "everyone from an address of ours",
      update(policy({ ...everyone, Condition: { IpAddress: { "aws:SourceIp": "198.51.100.7" } } })),
    ],
    ["a change of something else", { requestParameters: { domainName: "logs", eBSOptions: {} } }],
    ["a policy that is taken away", update("")],
    ["a call that failed", update(policy(everyone), { errorCode: "ValidationException" })],
    ["a domain without a name", { requestParameters: { accessPolicies: policy(everyone) } }],
    ["nothing", { requestParameters: null }],
  ])("finds nothing in %s", (_what, fields) => {
    expect(judged("UpdateDomainConfig", fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name", () => {
    expect(judgedBy(detection, "aoss.amazonaws.com")("CreateDomain", update(policy(everyone)))).toEqual(
      shownNothing,
    );
  });
});
