import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonopensearchservice.html

const domains = "arn:${Partition}:es:${Region}:${Account}:domain/*";
const OfDomain = z.object({ DomainName: z.string() });

export const operations = {
  ListDomainNames: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "es:ListDomainNames", resources: ["*"] }],
  }),
  DescribeDomain: operation({
    input: OfDomain,
    changes: false,
    grants: [{ action: "es:DescribeDomain", resources: [domains] }],
  }),
  ListTags: operation({
    input: z.object({ ARN: z.string() }),
    changes: false,
    grants: [{ action: "es:ListTags", resources: [domains] }],
  }),
  UpdateDomainConfig: operation({
    input: OfDomain.extend({ AccessPolicies: z.string() }),
    changes: true,
    grants: [{ action: "es:UpdateDomainConfig", resources: [domains] }],
  }),
};
