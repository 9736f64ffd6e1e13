import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html

const repositories = "arn:${Partition}:ecr:${Region}:${Account}:repository/*";
const OfRepository = z.object({ repositoryName: z.string() });

export const operations = {
  DescribeRepositories: operation({
    input: z.object({ repositoryNames: z.array(z.string()).optional() }),
    changes: false,
    grants: [{ action: "ecr:DescribeRepositories", resources: [repositories] }],
  }),
  ListTagsForResource: operation({
    input: z.object({ resourceArn: z.string() }),
    changes: false,
    grants: [{ action: "ecr:ListTagsForResource", resources: [repositories] }],
  }),
  GetRepositoryPolicy: operation({
    input: OfRepository,
    changes: false,
    grants: [{ action: "ecr:GetRepositoryPolicy", resources: [repositories] }],
  }),
  SetRepositoryPolicy: operation({
    input: OfRepository.extend({ policyText: z.string() }),
    changes: true,
    grants: [{ action: "ecr:SetRepositoryPolicy", resources: [repositories] }],
  }),
  DeleteRepositoryPolicy: operation({
    input: OfRepository,
    changes: true,
    grants: [{ action: "ecr:DeleteRepositoryPolicy", resources: [repositories] }],
  }),
};
