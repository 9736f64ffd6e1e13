import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecretsmanager.html

const secrets = "arn:${Partition}:secretsmanager:${Region}:${Account}:secret:*";
const OfSecret = z.object({ SecretId: z.string() });

/** No operation here reads or writes a secret's value. */
export const operations = {
  ListSecrets: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "secretsmanager:ListSecrets", resources: ["*"] }],
  }),
  DescribeSecret: operation({
    input: OfSecret,
    changes: false,
    grants: [{ action: "secretsmanager:DescribeSecret", resources: [secrets] }],
  }),
  GetResourcePolicy: operation({
    input: OfSecret,
    changes: false,
    grants: [{ action: "secretsmanager:GetResourcePolicy", resources: [secrets] }],
  }),
  PutResourcePolicy: operation({
    input: OfSecret.extend({ ResourcePolicy: z.string() }),
    changes: true,
    grants: [{ action: "secretsmanager:PutResourcePolicy", resources: [secrets] }],
  }),
  DeleteResourcePolicy: operation({
    input: OfSecret,
    changes: true,
    grants: [{ action: "secretsmanager:DeleteResourcePolicy", resources: [secrets] }],
  }),
};
