import {
  type Cluster,
  ModifyClusterCommand,
  paginateDescribeClusters,
  RedshiftClient,
  type RedshiftClientConfig,
} from "@aws-sdk/client-redshift";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The Redshift operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createRedshift(config: RedshiftClientConfig) {
  const client = new RedshiftClient(config);
  return {
    DescribeClusters: call(operations.DescribeClusters, async (input) => {
      const clusters: Cluster[] = [];
      for await (const page of paginateDescribeClusters({ client }, input))
        clusters.push(...(page.Clusters ?? []));
      return clusters;
    }),
    ModifyCluster: call(operations.ModifyCluster, (input) => client.send(new ModifyClusterCommand(input))),
  };
}
