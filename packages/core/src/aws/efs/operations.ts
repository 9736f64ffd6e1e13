import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticfilesystem.html

const fileSystems = "arn:${Partition}:elasticfilesystem:${Region}:${Account}:file-system/*";
const OfFileSystem = z.object({ FileSystemId: z.string() });

export const operations = {
  DescribeFileSystems: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "elasticfilesystem:DescribeFileSystems", resources: [fileSystems] }],
  }),
  DescribeFileSystemPolicy: operation({
    input: OfFileSystem,
    changes: false,
    grants: [{ action: "elasticfilesystem:DescribeFileSystemPolicy", resources: [fileSystems] }],
  }),
  ListTagsForResource: operation({
    input: z.object({ ResourceId: z.string() }),
    changes: false,
    grants: [{ action: "elasticfilesystem:ListTagsForResource", resources: [fileSystems] }],
  }),
  PutFileSystemPolicy: operation({
    input: OfFileSystem.extend({ Policy: z.string() }),
    changes: true,
    grants: [{ action: "elasticfilesystem:PutFileSystemPolicy", resources: [fileSystems] }],
  }),
};
