import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const rds = (operation: string, input: Step["input"], does: string): Step => ({
  service: "rds",
  operation,
  input,
  does,
});

function database(DBInstanceIdentifier: string, more: Step["input"]): Step {
  const input = {
    DBInstanceIdentifier,
    DBInstanceClass: "db.t3.micro",
    Engine: "postgres",
    AllocatedStorage: 20,
    MasterUsername: "attacked",
    MasterUserPassword: "not-a-secret-1",
    ...more,
  };
  return rds("CreateDBInstance", input, "make a database");
}

export const publicInstanceAttacks: readonly Attack[] = [
  {
    name: "expose-database",
    title: "A database, then given a public address",
    steps: [
      database("attacked-exposed", { PubliclyAccessible: false }),
      rds(
        "ModifyDBInstance",
        { DBInstanceIdentifier: "attacked-exposed", PubliclyAccessible: true },
        "give it a public address",
      ),
    ],
  },
  {
    name: "create-public-database",
    title: "A database that has a public address from the start",
    steps: [database("attacked-public", { PubliclyAccessible: true })],
  },
];

export const unprotectedAttacks: readonly Attack[] = [
  {
    name: "unprotect-database",
    title: "A database that can be deleted with one call",
    steps: [
      database("attacked-unprotected", { PubliclyAccessible: false, DeletionProtection: true }),
      rds(
        "ModifyDBInstance",
        { DBInstanceIdentifier: "attacked-unprotected", DeletionProtection: false },
        "switch its deletion protection off",
      ),
    ],
  },
  {
    name: "unprotect-cluster",
    title: "A database cluster that can be deleted with one call",
    steps: [
      rds(
        "CreateDBCluster",
        {
          DBClusterIdentifier: "attacked-cluster",
          Engine: "aurora-postgresql",
          MasterUsername: "attacked",
          MasterUserPassword: "not-a-secret-1",
          DeletionProtection: true,
        },
        "make a cluster",
      ),
      rds(
        "ModifyDBCluster",
        { DBClusterIdentifier: "attacked-cluster", DeletionProtection: false },
        "switch its deletion protection off",
      ),
    ],
  },
];

const share = (value: string, does: string): Step =>
  rds(
    "ModifyDBSnapshotAttribute",
    { DBSnapshotIdentifier: "attacked-snapshot", AttributeName: "restore", ValuesToAdd: [value] },
    does,
  );
const snapshot: readonly Step[] = [
  database("attacked-copied", { PubliclyAccessible: false }),
  rds(
    "CreateDBSnapshot",
    { DBInstanceIdentifier: "attacked-copied", DBSnapshotIdentifier: "attacked-snapshot" },
    "make a snapshot of it",
  ),
];

export const publicSnapshotAttacks: readonly Attack[] = [
  {
    name: "publish-database-snapshot",
    title: "A database snapshot for everyone",
    steps: [...snapshot, share("all", "share it with everyone")],
  },
  {
    name: "share-database-snapshot",
    title: "A database snapshot for one other account",
    steps: [...snapshot, share("999999999999", "share it with an account that nobody knows")],
  },
];
