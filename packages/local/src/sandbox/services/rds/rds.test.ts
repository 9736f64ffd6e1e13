import { RDS } from "@aws-sdk/client-rds";
import { describe, expect, it } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

const secret = { MasterUsername: "admin", MasterUserPassword: "not-a-secret-1" };
const orders = {
  DBInstanceIdentifier: "Orders",
  DBInstanceClass: "db.t3.micro",
  Engine: "postgres",
  ...secret,
};

async function openRds() {
  const { sdk, records } = await openTestSandbox();
  const rds = sdk(RDS);
  await rds.createDBInstance({ ...orders, PubliclyAccessible: false, Tags: [{ Key: "team", Value: "a" }] });
  return { rds, records };
}

describe("a database", () => {
  it("is kept in lower case, and changed as it is told to", async () => {
    const { rds } = await openRds();
    const look = async () =>
      (await rds.describeDBInstances({ DBInstanceIdentifier: "orders" })).DBInstances?.[0];
    const { DBInstanceArn = "" } = (await look()) ?? {};
    expect(await look()).toMatchObject({
      DBInstanceIdentifier: "orders",
      PubliclyAccessible: false,
      DeletionProtection: false,
      DBInstanceStatus: "available",
    });
    await rds.modifyDBInstance({
      DBInstanceIdentifier: "orders",
      PubliclyAccessible: true,
      DeletionProtection: true,
    });
    expect(await look()).toMatchObject({ PubliclyAccessible: true, DeletionProtection: true });
    expect(await refusal(rds.deleteDBInstance({ DBInstanceIdentifier: "orders" }))).toMatchObject({
      name: "InvalidParameterCombination",
    });
    await rds.modifyDBInstance({ DBInstanceIdentifier: "orders", DeletionProtection: false });
    expect(await look()).toMatchObject({ PubliclyAccessible: true, DeletionProtection: false });
    expect((await rds.listTagsForResource({ ResourceName: DBInstanceArn })).TagList).toEqual([
      { Key: "team", Value: "a" },
    ]);
    await rds.deleteDBInstance({ DBInstanceIdentifier: "orders", SkipFinalSnapshot: true });
    expect(await refusal(look())).toMatchObject({ name: "DBInstanceNotFoundFault" });
  });

  it("has no password in its records, and an answer without the name of its structure", async () => {
    const { records } = await openRds();
    const made = records.find(({ eventName }) => eventName === "CreateDBInstance");
    expect(made).toMatchObject({
      requestParameters: {
        dBInstanceIdentifier: "orders",
        masterUserPassword: "****",
        publiclyAccessible: false,
      },
      responseElements: { dBInstanceIdentifier: "orders", publiclyAccessible: false },
    });
    expect(JSON.stringify(made)).not.toContain("not-a-secret");
  });

  it("is there once", async () => {
    const { rds } = await openRds();
    expect(await refusal(rds.createDBInstance(orders))).toMatchObject({
      name: "DBInstanceAlreadyExistsFault",
    });
  });
});

describe("a cluster", () => {
  it("is protected or not", async () => {
    const { rds } = await openRds();
    await rds.createDBCluster({
      DBClusterIdentifier: "c",
      Engine: "aurora-mysql",
      DeletionProtection: true,
      ...secret,
    });
    const look = async () => (await rds.describeDBClusters({ DBClusterIdentifier: "c" })).DBClusters?.[0];
    expect(await look()).toMatchObject({ DeletionProtection: true });
    await rds.modifyDBCluster({ DBClusterIdentifier: "c", DeletionProtection: false });
    expect(await look()).toMatchObject({ DeletionProtection: false });
    expect((await rds.describeDBClusters()).DBClusters).toHaveLength(1);
  });
});

describe("a snapshot", () => {
  it("is shared with whom it is told, and with nobody who can't be one", async () => {
    const { rds, records } = await openRds();
    await rds.createDBSnapshot({ DBInstanceIdentifier: "orders", DBSnapshotIdentifier: "s" });
    const named = { DBSnapshotIdentifier: "s", AttributeName: "restore" };
    await rds.modifyDBSnapshotAttribute({ ...named, ValuesToAdd: ["all", "999999999999"] });
    const values = async () => {
      const { DBSnapshotAttributesResult: told } = await rds.describeDBSnapshotAttributes({
        DBSnapshotIdentifier: "s",
      });
      return told?.DBSnapshotAttributes?.[0]?.AttributeValues ?? [];
    };
    expect(await values()).toEqual(["999999999999", "all"]);
    await rds.modifyDBSnapshotAttribute({ ...named, ValuesToRemove: ["all"] });
    expect(await values()).toEqual(["999999999999"]);
    expect(await refusal(rds.modifyDBSnapshotAttribute({ ...named, ValuesToAdd: ["me"] }))).toMatchObject({
      name: "InvalidParameterValue",
    });
    expect(records.find(({ eventName }) => eventName === "ModifyDBSnapshotAttribute")).toMatchObject({
      requestParameters: {
        dBSnapshotIdentifier: "s",
        attributeName: "restore",
        valuesToAdd: ["all", "999999999999"],
      },
      responseElements: { dBSnapshotAttributes: [{ attributeName: "restore" }], dBSnapshotIdentifier: "s" },
    });
    expect((await rds.describeDBSnapshots({ SnapshotType: "manual" })).DBSnapshots).toMatchObject([
      { DBSnapshotIdentifier: "s", DBInstanceIdentifier: "orders" },
    ]);
  });

  it("of a cluster is shared, too", async () => {
    const { rds } = await openRds();
    await rds.createDBCluster({ DBClusterIdentifier: "c", Engine: "aurora-mysql", ...secret });
    await rds.createDBClusterSnapshot({ DBClusterIdentifier: "c", DBClusterSnapshotIdentifier: "s" });
    await rds.modifyDBClusterSnapshotAttribute({
      DBClusterSnapshotIdentifier: "s",
      AttributeName: "restore",
      ValuesToAdd: ["all"],
    });
    const { DBClusterSnapshotAttributesResult } = await rds.describeDBClusterSnapshotAttributes({
      DBClusterSnapshotIdentifier: "s",
    });
    expect(DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes).toEqual([
      { AttributeName: "restore", AttributeValues: ["all"] },
    ]);
    expect(
      (await rds.describeDBClusterSnapshots({ SnapshotType: "manual" })).DBClusterSnapshots,
    ).toHaveLength(1);
  });
});
