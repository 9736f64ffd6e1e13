import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./rds-deletion-protection-off.ts";

const judged = judgedBy(detection, "rds.amazonaws.com");
const off = { deletionProtection: false };

describe("rds-deletion-protection-off", () => {
  it.each([
    ["instance", "ModifyDBInstance", { dBInstanceIdentifier: "orders" }, "db:orders"],
    ["cluster", "ModifyDBCluster", { dBClusterIdentifier: "orders" }, "cluster:orders"],
  ])("finds an %s whose protection is switched off", (kind, eventName, named, path) => {
    expect(judged(eventName, { requestParameters: { ...named, ...off } })).toMatchObject({
      violations: [
        {
          resource: { arn: `arn:aws:rds:us-east-1:${ACCOUNT}:${path}`, id: "orders" },
          fingerprint: "deletion-protection-off",
          severity: "medium",
          evidence: { kind, identifier: "orders" },
        },
      ],
      suspicions: [],
    });
  });

  it.each([
    [
      "a call that failed",
      "ModifyDBInstance",
      { requestParameters: { dBInstanceIdentifier: "a", ...off }, errorCode: "AccessDenied" },
    ],
    [
      "the inverse call",
      "ModifyDBInstance",
      { requestParameters: { dBInstanceIdentifier: "a", deletionProtection: true } },
    ],
    ["a change of something else", "ModifyDBCluster", { requestParameters: { dBClusterIdentifier: "a" } }],
    [
      "an instance's name in a cluster's call",
      "ModifyDBCluster",
      { requestParameters: { dBInstanceIdentifier: "a", ...off } },
    ],
    [
      "a database that never had it",
      "CreateDBInstance",
      { requestParameters: { dBInstanceIdentifier: "a", ...off } },
    ],
    ["nothing", "ModifyDBInstance", { requestParameters: null }],
  ])("finds nothing in %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name", () => {
    const fields = { requestParameters: { dBClusterIdentifier: "a", ...off } };
    expect(judgedBy(detection, "neptune.amazonaws.com")("ModifyDBCluster", fields)).toEqual(shownNothing);
  });
});
