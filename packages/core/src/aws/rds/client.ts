import {
  type DBCluster,
  type DBClusterSnapshot,
  type DBInstance,
  type DBSnapshot,
  DescribeDBClusterSnapshotAttributesCommand,
  DescribeDBSnapshotAttributesCommand,
  ListTagsForResourceCommand,
  ModifyDBClusterCommand,
  ModifyDBClusterSnapshotAttributeCommand,
  ModifyDBInstanceCommand,
  ModifyDBSnapshotAttributeCommand,
  paginateDescribeDBClusterSnapshots,
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  paginateDescribeDBSnapshots,
  RDSClient,
  type RDSClientConfig,
} from "@aws-sdk/client-rds";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The RDS operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createRds(config: RDSClientConfig) {
  const client = new RDSClient(config);
  return {
    DescribeDBInstances: call(operations.DescribeDBInstances, async (input) => {
      const instances: DBInstance[] = [];
      for await (const page of paginateDescribeDBInstances({ client }, input))
        instances.push(...(page.DBInstances ?? []));
      return instances;
    }),
    ModifyDBInstance: call(operations.ModifyDBInstance, (input) =>
      client.send(new ModifyDBInstanceCommand(input)),
    ),
    DescribeDBClusters: call(operations.DescribeDBClusters, async (input) => {
      const clusters: DBCluster[] = [];
      for await (const page of paginateDescribeDBClusters({ client }, input))
        clusters.push(...(page.DBClusters ?? []));
      return clusters;
    }),
    ModifyDBCluster: call(operations.ModifyDBCluster, (input) =>
      client.send(new ModifyDBClusterCommand(input)),
    ),
    DescribeDBSnapshots: call(operations.DescribeDBSnapshots, async (input) => {
      const snapshots: DBSnapshot[] = [];
      for await (const page of paginateDescribeDBSnapshots({ client }, input))
        snapshots.push(...(page.DBSnapshots ?? []));
      return snapshots;
    }),
    DescribeDBSnapshotAttributes: call(operations.DescribeDBSnapshotAttributes, (input) =>
      client.send(new DescribeDBSnapshotAttributesCommand(input)),
    ),
    ModifyDBSnapshotAttribute: call(operations.ModifyDBSnapshotAttribute, (input) =>
      client.send(new ModifyDBSnapshotAttributeCommand(input)),
    ),
    DescribeDBClusterSnapshots: call(operations.DescribeDBClusterSnapshots, async (input) => {
      const snapshots: DBClusterSnapshot[] = [];
      for await (const page of paginateDescribeDBClusterSnapshots({ client }, input))
        snapshots.push(...(page.DBClusterSnapshots ?? []));
      return snapshots;
    }),
    DescribeDBClusterSnapshotAttributes: call(operations.DescribeDBClusterSnapshotAttributes, (input) =>
      client.send(new DescribeDBClusterSnapshotAttributesCommand(input)),
    ),
    ModifyDBClusterSnapshotAttribute: call(operations.ModifyDBClusterSnapshotAttribute, (input) =>
      client.send(new ModifyDBClusterSnapshotAttributeCommand(input)),
    ),
    ListTagsForResource: call(operations.ListTagsForResource, (input) =>
      client.send(new ListTagsForResourceCommand(input)),
    ),
  };
}
