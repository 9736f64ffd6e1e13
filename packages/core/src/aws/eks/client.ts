import {
  DescribeClusterCommand,
  EKSClient,
  type EKSClientConfig,
  paginateListClusters,
  UpdateClusterConfigCommand,
} from "@aws-sdk/client-eks";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The EKS operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createEks(config: EKSClientConfig) {
  const client = new EKSClient(config);
  return {
    ListClusters: call(operations.ListClusters, async (input) => {
      const clusters: string[] = [];
      for await (const page of paginateListClusters({ client }, input))
        clusters.push(...(page.clusters ?? []));
      return clusters;
    }),
    DescribeCluster: call(operations.DescribeCluster, (input) =>
      client.send(new DescribeClusterCommand(input)),
    ),
    UpdateClusterConfig: call(operations.UpdateClusterConfig, (input) =>
      client.send(new UpdateClusterConfigCommand(input)),
    ),
  };
}
