import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html

const arnOf = (type: string) => `arn:\${Partition}:rds:\${Region}:\${Account}:${type}:*`;
const [instances, clusters, snapshots, clusterSnapshots] = [
  arnOf("db"),
  arnOf("cluster"),
  arnOf("snapshot"),
  arnOf("cluster-snapshot"),
];

const OfSnapshot = z.object({ DBSnapshotIdentifier: z.string() });
const OfClusterSnapshot = z.object({ DBClusterSnapshotIdentifier: z.string() });
/** Who may restore a snapshot is its one attribute that can be changed. */
const sharing = {
  AttributeName: z.literal("restore"),
  ValuesToAdd: z.array(z.string()).optional(),
  ValuesToRemove: z.array(z.string()).optional(),
};
/** Never with ApplyImmediately: it would carry out whatever else waits for the maintenance window. */
const ModifyDBInstance = z.object({
  DBInstanceIdentifier: z.string(),
  PubliclyAccessible: z.boolean().optional(),
  DeletionProtection: z.boolean().optional(),
});

export const operations = {
  DescribeDBInstances: operation({
    input: z.object({ DBInstanceIdentifier: z.string().optional() }),
    changes: false,
    grants: [{ action: "rds:DescribeDBInstances", resources: [instances] }],
  }),
  ModifyDBInstance: operation({
    input: ModifyDBInstance,
    changes: true,
    grants: [{ action: "rds:ModifyDBInstance", resources: [instances] }],
  }),
  DescribeDBClusters: operation({
    input: z.object({ DBClusterIdentifier: z.string().optional() }),
    changes: false,
    grants: [{ action: "rds:DescribeDBClusters", resources: [clusters] }],
  }),
  ModifyDBCluster: operation({
    input: z.object({ DBClusterIdentifier: z.string(), DeletionProtection: z.boolean() }),
    changes: true,
    grants: [{ action: "rds:ModifyDBCluster", resources: [clusters] }],
  }),
  DescribeDBSnapshots: operation({
    input: z.object({ SnapshotType: z.literal("manual") }),
    changes: false,
    grants: [{ action: "rds:DescribeDBSnapshots", resources: [snapshots] }],
  }),
  DescribeDBSnapshotAttributes: operation({
    input: OfSnapshot,
    changes: false,
    grants: [{ action: "rds:DescribeDBSnapshotAttributes", resources: [snapshots] }],
  }),
  ModifyDBSnapshotAttribute: operation({
    input: OfSnapshot.extend(sharing),
    changes: true,
    grants: [{ action: "rds:ModifyDBSnapshotAttribute", resources: [snapshots] }],
  }),
  DescribeDBClusterSnapshots: operation({
    input: z.object({ SnapshotType: z.literal("manual") }),
    changes: false,
    grants: [{ action: "rds:DescribeDBClusterSnapshots", resources: [clusterSnapshots] }],
  }),
  DescribeDBClusterSnapshotAttributes: operation({
    input: OfClusterSnapshot,
    changes: false,
    grants: [{ action: "rds:DescribeDBClusterSnapshotAttributes", resources: [clusterSnapshots] }],
  }),
  ModifyDBClusterSnapshotAttribute: operation({
    input: OfClusterSnapshot.extend(sharing),
    changes: true,
    grants: [{ action: "rds:ModifyDBClusterSnapshotAttribute", resources: [clusterSnapshots] }],
  }),
  ListTagsForResource: operation({
    input: z.object({ ResourceName: z.string() }),
    changes: false,
    grants: [
      { action: "rds:ListTagsForResource", resources: [instances, clusters, snapshots, clusterSnapshots] },
    ],
  }),
};
