import * as fc from "fast-check";
import type { FindingRow } from "../src/finding/rows/row.ts";
import { Severity, State } from "../src/finding/schema.ts";

/** A finding's row, with what the test wants to be different. */
export function rowWith(fields: Partial<FindingRow> = {}): FindingRow {
  return {
    id: "fnd_1",
    version: 1,
    account: "111122223333",
    region: "eu-central-1",
    detection: "ec2-sg-ingress-world",
    resource: { arn: "arn:aws:ec2:eu-central-1:111122223333:security-group/sg-1", type: "T", id: "sg-1" },
    severity: "critical",
    state: "open",
    summary: "port 22 of sg-1 is open to every IPv4 address",
    eventName: "AuthorizeSecurityGroupIngress",
    actor: "deploy",
    principal: "arn:aws:iam::111122223333:role/deploy",
    sourceIp: "198.51.100.7",
    openedAt: "2026-11-23T08:00:00Z",
    lastSeenAt: "2026-11-23T08:00:00Z",
    exemptions: [],
    ...fields,
  };
}

const time = fc.integer({ min: 0, max: 5 }).map((minute) => `2026-11-23T08:0${minute}:00Z`);
const name = fc.constantFrom("a", "b", "c");

/** Rows that are alike in many ways, each with an id of its own. */
export const someRows = fc
  .array(
    fc.record({
      severity: fc.constantFrom(...Severity.options),
      state: fc.constantFrom(...State.options),
      detection: name,
      account: name,
      region: name,
      actor: name,
      summary: name,
      openedAt: time,
      lastSeenAt: time,
      safe: fc.option(fc.record({ at: time, by: fc.constant("snapback" as const) }), { nil: undefined }),
      exemptions: fc.subarray(["exm_1", "exm_2"]),
    }),
    { maxLength: 30 },
  )
  .map((list) => list.map((fields, index) => rowWith({ ...fields, id: `fnd_${index}` })));
