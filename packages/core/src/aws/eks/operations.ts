import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html

const clusters = "arn:${Partition}:eks:${Region}:${Account}:cluster/*";

export const operations = {
  ListClusters: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "eks:ListClusters", resources: ["*"] }],
  }),
  DescribeCluster: operation({
    input: z.object({ name: z.string() }),
    changes: false,
    grants: [{ action: "eks:DescribeCluster", resources: [clusters] }],
  }),
  UpdateClusterConfig: operation({
    input: z.object({
      name: z.string(),
      resourcesVpcConfig: z.object({
        endpointPublicAccess: z.boolean(),
        endpointPrivateAccess: z.boolean(),
        publicAccessCidrs: z.array(z.string()).optional(),
      }),
    }),
    changes: true,
    grants: [{ action: "eks:UpdateClusterConfig", resources: [clusters] }],
  }),
};
