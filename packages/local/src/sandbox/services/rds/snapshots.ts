import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { absent, arnOf, found, Identifier, operation, Page, part, Tags } from "./input.ts";
import { clusterSnapshots, clusters, instances, type Snapshot, snapshots } from "./resources.ts";

const Type = z.enum(["manual", "automated", "shared", "public"]).optional();
const Values = z.object({ AttributeValue: z.array(z.string()) }).optional();
const Attribute = { AttributeName: z.literal("restore"), ValuesToAdd: Values, ValuesToRemove: Values };

/** Snapshots of instances and of clusters, which differ in their names alone. */
const of = {
  instance: { table: snapshots, none: "DBSnapshotNotFound", there: "DBSnapshotAlreadyExists" },
  cluster: {
    table: clusterSnapshots,
    none: "DBClusterSnapshotNotFoundFault",
    there: "DBClusterSnapshotAlreadyExistsFault",
  },
} as const;
type Of = keyof typeof of;

function make(account: Account, kind: Of, id: string, source: { id: string; engine: string }, at: Date) {
  const { table, there } = of[kind];
  absent(account.table(table), id, there);
  const { id: origin, engine } = source;
  const snapshot: Snapshot = {
    id,
    of: origin,
    engine,
    createdAt: at.toISOString(),
    sharedWith: [],
    tags: [],
  };
  account.table(table).put(snapshot);
  return snapshot;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBSnapshotAttribute.html */
function share(
  account: Account,
  kind: Of,
  id: string,
  {
    ValuesToAdd,
    ValuesToRemove,
  }: { ValuesToAdd?: z.output<typeof Values>; ValuesToRemove?: z.output<typeof Values> },
): Snapshot {
  const { table, none } = of[kind];
  const snapshot = found(account.table(table), id, none);
  const [add = [], remove = []] = [ValuesToAdd?.AttributeValue, ValuesToRemove?.AttributeValue];
  for (const value of [...add, ...remove]) {
    if (value !== "all" && !/^\d{12}$/.test(value))
      throw new AwsError("InvalidParameterValue", `Invalid account: ${value}`);
  }
  const left = new Set([...snapshot.sharedWith, ...add]);
  for (const value of remove) left.delete(value);
  const shared = { ...snapshot, sharedWith: [...left].toSorted() };
  account.table(table).put(shared);
  return shared;
}

const attributes = ({ sharedWith }: Snapshot) => [{ AttributeName: "restore", AttributeValues: sharedWith }];
/** CloudTrail has lists without XML's names for their items. */
const unwrapped = <
  Input extends { ValuesToAdd?: z.output<typeof Values>; ValuesToRemove?: z.output<typeof Values> },
>({
  ValuesToAdd,
  ValuesToRemove,
  ...rest
}: Input) => ({
  ...rest,
  ...(ValuesToAdd && { ValuesToAdd: ValuesToAdd.AttributeValue }),
  ...(ValuesToRemove && { ValuesToRemove: ValuesToRemove.AttributeValue }),
});

export const createDBSnapshot = operation({
  name: "CreateDBSnapshot",
  input: z.strictObject({ DBSnapshotIdentifier: Identifier, DBInstanceIdentifier: Identifier, Tags }),
  run(account, input, { time }) {
    const source = found(account.table(instances), input.DBInstanceIdentifier, "DBInstanceNotFound");
    const snapshot = make(account, "instance", input.DBSnapshotIdentifier, source, time);
    return { DBSnapshot: shown(account, snapshot) };
  },
});

function shown(account: Account, snapshot: Snapshot) {
  return {
    DBSnapshotIdentifier: snapshot.id,
    DBInstanceIdentifier: snapshot.of,
    Engine: snapshot.engine,
    SnapshotCreateTime: snapshot.createdAt,
    SnapshotType: "manual",
    Status: "available",
    DBSnapshotArn: arnOf(account, "snapshot", snapshot.id),
    TagList: snapshot.tags,
  };
}

export const describeDBSnapshots = operation({
  name: "DescribeDBSnapshots",
  readOnly: true,
  input: z.strictObject({ SnapshotType: Type, ...Page }),
  run: (account) => ({
    DBSnapshots: account
      .table(snapshots)
      .rows()
      .map((one) => shown(account, one)),
  }),
});

export const describeDBSnapshotAttributes = operation({
  name: "DescribeDBSnapshotAttributes",
  readOnly: true,
  input: z.strictObject({ DBSnapshotIdentifier: Identifier }),
  run(account, { DBSnapshotIdentifier }) {
    const snapshot = found(account.table(snapshots), DBSnapshotIdentifier, of.instance.none);
    return {
      DBSnapshotAttributesResult: { DBSnapshotIdentifier, DBSnapshotAttributes: attributes(snapshot) },
    };
  },
});

export const modifyDBSnapshotAttribute = operation({
  name: "ModifyDBSnapshotAttribute",
  input: z.strictObject({ DBSnapshotIdentifier: Identifier, ...Attribute }),
  recordedInput: unwrapped,
  recordedOutput: ({ DBSnapshotAttributesResult: told }) => part(told),
  run(account, { DBSnapshotIdentifier, ...change }) {
    const snapshot = share(account, "instance", DBSnapshotIdentifier, change);
    return {
      DBSnapshotAttributesResult: { DBSnapshotIdentifier, DBSnapshotAttributes: attributes(snapshot) },
    };
  },
});

export const createDBClusterSnapshot = operation({
  name: "CreateDBClusterSnapshot",
  input: z.strictObject({ DBClusterSnapshotIdentifier: Identifier, DBClusterIdentifier: Identifier, Tags }),
  run(account, input, { time }) {
    const source = found(account.table(clusters), input.DBClusterIdentifier, "DBClusterNotFoundFault");
    const snapshot = make(account, "cluster", input.DBClusterSnapshotIdentifier, source, time);
    return { DBClusterSnapshot: shownOfCluster(account, snapshot) };
  },
});

function shownOfCluster(account: Account, snapshot: Snapshot) {
  return {
    DBClusterSnapshotIdentifier: snapshot.id,
    DBClusterIdentifier: snapshot.of,
    Engine: snapshot.engine,
    SnapshotCreateTime: snapshot.createdAt,
    SnapshotType: "manual",
    Status: "available",
    DBClusterSnapshotArn: arnOf(account, "cluster-snapshot", snapshot.id),
    TagList: snapshot.tags,
  };
}

export const describeDBClusterSnapshots = operation({
  name: "DescribeDBClusterSnapshots",
  readOnly: true,
  input: z.strictObject({ SnapshotType: Type, ...Page }),
  run: (account) => ({
    DBClusterSnapshots: account
      .table(clusterSnapshots)
      .rows()
      .map((one) => shownOfCluster(account, one)),
  }),
});

export const describeDBClusterSnapshotAttributes = operation({
  name: "DescribeDBClusterSnapshotAttributes",
  readOnly: true,
  input: z.strictObject({ DBClusterSnapshotIdentifier: Identifier }),
  run(account, { DBClusterSnapshotIdentifier }) {
    const snapshot = found(account.table(clusterSnapshots), DBClusterSnapshotIdentifier, of.cluster.none);
    return {
      DBClusterSnapshotAttributesResult: {
        DBClusterSnapshotIdentifier,
        DBClusterSnapshotAttributes: attributes(snapshot),
      },
    };
  },
});

export const modifyDBClusterSnapshotAttribute = operation({
  name: "ModifyDBClusterSnapshotAttribute",
  input: z.strictObject({ DBClusterSnapshotIdentifier: Identifier, ...Attribute }),
  recordedInput: unwrapped,
  recordedOutput: ({ DBClusterSnapshotAttributesResult: told }) => part(told),
  run(account, { DBClusterSnapshotIdentifier, ...change }) {
    const snapshot = share(account, "cluster", DBClusterSnapshotIdentifier, change);
    return {
      DBClusterSnapshotAttributesResult: {
        DBClusterSnapshotIdentifier,
        DBClusterSnapshotAttributes: attributes(snapshot),
      },
    };
  },
});
