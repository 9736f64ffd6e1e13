import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { operationTable, type Service } from "../../operation.ts";
import { awsQuery } from "../../protocols/aws-query.ts";
import {
  createDBCluster,
  createDBInstance,
  deleteDBInstance,
  describeDBClusters,
  describeDBInstances,
  modifyDBCluster,
  modifyDBInstance,
} from "./databases.ts";
import { operation } from "./input.ts";
import { clusterSnapshots, clusters, instances, snapshots } from "./resources.ts";
import {
  createDBClusterSnapshot,
  createDBSnapshot,
  describeDBClusterSnapshotAttributes,
  describeDBClusterSnapshots,
  describeDBSnapshotAttributes,
  describeDBSnapshots,
  modifyDBClusterSnapshotAttribute,
  modifyDBSnapshotAttribute,
} from "./snapshots.ts";

const listTagsForResource = operation({
  name: "ListTagsForResource",
  readOnly: true,
  input: z.strictObject({ ResourceName: z.string() }),
  run(account, { ResourceName }) {
    const [, , , , , word = "", id = ""] = ResourceName.split(":");
    const tables = {
      db: account.table(instances),
      cluster: account.table(clusters),
      snapshot: account.table(snapshots),
      "cluster-snapshot": account.table(clusterSnapshots),
    };
    const found = Object.entries(tables).find(([name]) => name === word);
    if (!found) throw new AwsError("InvalidParameterValue", `${ResourceName} is no ARN of RDS.`);
    const tags = found[1].get(id)?.tags ?? [];
    return { TagList: tags };
  },
});

/** What RDS calls the items of its lists. */
const items = new Map([
  ["DBInstances", "DBInstance"],
  ["DBClusters", "DBCluster"],
  ["DBSnapshots", "DBSnapshot"],
  ["DBClusterSnapshots", "DBClusterSnapshot"],
  ["DBSnapshotAttributes", "DBSnapshotAttribute"],
  ["DBClusterSnapshotAttributes", "DBClusterSnapshotAttribute"],
  ["AttributeValues", "AttributeValue"],
  ["TagList", "Tag"],
]);

/** Amazon RDS, as far as databases and snapshots are shown to others and protected. There is no database in them. */
export const rds: Service = {
  name: "rds",
  eventSource: "rds.amazonaws.com",
  protocol: awsQuery("http://rds.amazonaws.com/doc/2014-10-31/", [], items),
  operations: operationTable([
    createDBInstance,
    modifyDBInstance,
    deleteDBInstance,
    describeDBInstances,
    createDBCluster,
    modifyDBCluster,
    describeDBClusters,
    createDBSnapshot,
    describeDBSnapshots,
    describeDBSnapshotAttributes,
    modifyDBSnapshotAttribute,
    createDBClusterSnapshot,
    describeDBClusterSnapshots,
    describeDBClusterSnapshotAttributes,
    modifyDBClusterSnapshotAttribute,
    listTagsForResource,
  ]),
};
