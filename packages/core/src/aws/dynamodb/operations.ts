import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html

const tables = "arn:${Partition}:dynamodb:${Region}:${Account}:table/*";
const OfResource = z.object({ ResourceArn: z.string() });

/** No operation here reads or writes what is in a table. */
export const operations = {
  ListTables: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "dynamodb:ListTables", resources: ["*"] }],
  }),
  GetResourcePolicy: operation({
    input: OfResource,
    changes: false,
    grants: [{ action: "dynamodb:GetResourcePolicy", resources: [tables] }],
  }),
  ListTagsOfResource: operation({
    input: OfResource,
    changes: false,
    grants: [{ action: "dynamodb:ListTagsOfResource", resources: [tables] }],
  }),
  PutResourcePolicy: operation({
    input: OfResource.extend({ Policy: z.string() }),
    changes: true,
    grants: [{ action: "dynamodb:PutResourcePolicy", resources: [tables] }],
  }),
  DeleteResourcePolicy: operation({
    input: OfResource,
    changes: true,
    grants: [{ action: "dynamodb:DeleteResourcePolicy", resources: [tables] }],
  }),
};
