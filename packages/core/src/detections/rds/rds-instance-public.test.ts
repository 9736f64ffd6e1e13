import { describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./rds-instance-public.ts";

const judged = judgedBy(detection, "rds.amazonaws.com");
const dBInstanceIdentifier = "Orders";
const found = {
  resource: { arn: `arn:aws:rds:us-east-1:${ACCOUNT}:db:orders`, type: "AWS::RDS::DBInstance", id: "orders" },
  fingerprint: "public",
  summary: "database orders has a public address",
  severity: "critical",
  evidence: { identifier: "orders" },
};
const modified = { requestParameters: { dBInstanceIdentifier, publiclyAccessible: true } };

describe("a database with a public address", () => {
  it.each([
    ["by a change", "ModifyDBInstance", modified],
    ["by a change whose answer is left out", "ModifyDBInstance", { ...modified, responseElements: null }],
    ["from the start", "CreateDBInstance", modified],
    [
      "since AWS makes it so by itself",
      "CreateDBInstance",
      {
        requestParameters: { dBInstanceIdentifier },
        responseElements: { dBInstanceIdentifier: "orders", publiclyAccessible: true },
      },
    ],
    [
      "restored from a snapshot",
      "RestoreDBInstanceFromDBSnapshot",
      {
        requestParameters: { dBInstanceIdentifier },
        responseElements: { dBInstanceIdentifier: "orders", publiclyAccessible: true },
      },
    ],
    ["as a replica", "CreateDBInstanceReadReplica", modified],
  ])("is found %s", (_how, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual({ ...shownNothing, violations: [found] });
  });

  it.each([
    ["a call that failed", "ModifyDBInstance", { ...modified, errorCode: "DBInstanceNotFound" }],
    [
      "the inverse call",
      "ModifyDBInstance",
      { requestParameters: { dBInstanceIdentifier, publiclyAccessible: false } },
    ],
    [
      "another change of one that is public already",
      "ModifyDBInstance",
      {
        requestParameters: { dBInstanceIdentifier, backupRetentionPeriod: 7 },
        responseElements: { dBInstanceIdentifier: "orders", publiclyAccessible: true },
      },
    ],
    [
      "a private one that is made",
      "CreateDBInstance",
      { requestParameters: { dBInstanceIdentifier }, responseElements: { publiclyAccessible: false } },
    ],
    [
      "text where a flag should be",
      "ModifyDBInstance",
      { requestParameters: { dBInstanceIdentifier, publiclyAccessible: "yes" } },
    ],
    ["a call without a database", "ModifyDBInstance", { requestParameters: { publiclyAccessible: true } }],
    [
      "a name that can't be one",
      "ModifyDBInstance",
      { requestParameters: { dBInstanceIdentifier: "a b", publiclyAccessible: true } },
    ],
    ["nothing", "ModifyDBInstance", { requestParameters: null }],
  ])("is not %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("is not another service's event of the same name", () => {
    expect(judgedBy(detection, "docdb.amazonaws.com")("ModifyDBInstance", modified)).toEqual(shownNothing);
  });
});
