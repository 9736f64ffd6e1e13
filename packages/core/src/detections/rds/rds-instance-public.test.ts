import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { start } from "../../../test/contract/running.ts";
import { openSandboxArena, type SandboxArena } from "../../../test/contract/sandbox-arena.ts";
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
    [
      "by its ARN",
      "ModifyDBInstance",
      {
        requestParameters: {
          dBInstanceIdentifier: `arn:aws:rds:us-east-1:${ACCOUNT}:db:Orders`,
          publiclyAccessible: true,
        },
      },
    ],
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

describe("a database that the call gives another name, too", () => {
  const [violation] = judged("ModifyDBInstance", {
    requestParameters: { ...modified.requestParameters, newDBInstanceIdentifier: "Archive" },
  }).violations;
  let arena: SandboxArena;
  beforeAll(async () => {
    arena = await openSandboxArena();
  });
  afterAll(() => arena.close());
  const planNow = async () => {
    if (!violation) throw new Error("it is found");
    return (await start(detection, arena).inspect(violation)).plan;
  };
  const make = (DBInstanceIdentifier: string) =>
    arena.send("rds", "CreateDBInstance", {
      DBInstanceIdentifier,
      DBInstanceClass: "db.t3.micro",
      Engine: "postgres",
      AllocatedStorage: 20,
      MasterUsername: "owner",
      MasterUserPassword: "not-a-secret-1",
      PubliclyAccessible: true,
    });

  it("is gone where it is under neither", async () => {
    expect(await planNow()).toBeUndefined();
  });

  it("is put right under its new name where the old one is gone", async () => {
    await make("archive");
    const input = { DBInstanceIdentifier: "archive" };
    expect(await planNow()).toMatchObject({
      steps: [{ input: { ...input, PubliclyAccessible: false } }],
      undo: [{ input: { ...input, PubliclyAccessible: true } }],
    });
  });

  it("is put right under its old one as long as it has that", async () => {
    await make("orders");
    expect(await planNow()).toMatchObject({ steps: [{ input: { DBInstanceIdentifier: "orders" } }] });
  });
});
