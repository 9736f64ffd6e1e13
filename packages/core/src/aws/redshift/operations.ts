import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonredshift.html

const clusters = "arn:${Partition}:redshift:${Region}:${Account}:cluster:*";

export const operations = {
  DescribeClusters: operation({
    input: z.object({ ClusterIdentifier: z.string().optional() }),
    changes: false,
    grants: [{ action: "redshift:DescribeClusters", resources: [clusters] }],
  }),
  ModifyCluster: operation({
    input: z.object({ ClusterIdentifier: z.string(), PubliclyAccessible: z.boolean() }),
    changes: true,
    grants: [{ action: "redshift:ModifyCluster", resources: [clusters] }],
  }),
};
