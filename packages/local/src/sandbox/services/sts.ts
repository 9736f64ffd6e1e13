import { operationTable, type Service } from "../operation.ts";
import { awsQuery } from "../protocols/aws-query.ts";

export const sts: Service = {
  name: "sts",
  eventSource: "sts.amazonaws.com",
  protocol: awsQuery("https://sts.amazonaws.com/doc/2011-06-15/"),
  operations: operationTable([
    {
      name: "GetCallerIdentity",
      readOnly: true,
      recorded: false,
      prepare: (_input, { identity }) => ({
        requestParameters: null,
        dryRun: false,
        apply: () => ({ Arn: identity.arn, UserId: identity.principalId, Account: identity.accountId }),
      }),
      responseElements: () => null,
    },
  ]),
};
