import * as z from "zod";
import { type Grant, operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html

const onRules = (name: string): Grant => ({
  action: `events:${name}`,
  resources: ["arn:${Partition}:events:${Region}:${Account}:rule/*"],
});
const ofRule = z.object({ Name: z.string(), EventBusName: z.string().optional() });

export const operations = {
  ListEventBuses: operation({
    input: z.object({ NamePrefix: z.string() }),
    changes: false,
    grants: [{ action: "events:ListEventBuses", resources: ["*"] }],
  }),
  ListRules: operation({
    input: z.object({ NamePrefix: z.string().optional(), EventBusName: z.string().optional() }),
    changes: false,
    grants: [{ action: "events:ListRules", resources: ["*"] }],
  }),
  DescribeRule: operation({ input: ofRule, changes: false, grants: [onRules("DescribeRule")] }),
  EnableRule: operation({ input: ofRule, changes: true, grants: [onRules("EnableRule")] }),
  DisableRule: operation({ input: ofRule, changes: true, grants: [onRules("DisableRule")] }),
};
