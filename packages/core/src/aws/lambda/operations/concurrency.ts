import * as z from "zod";
import { type Grant, operation } from "../../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html

const onFunctions = (name: string): Grant => ({
  action: `lambda:${name}`,
  resources: ["arn:${Partition}:lambda:${Region}:${Account}:function:*"],
});
const ofFunction = z.object({ FunctionName: z.string() });

export const concurrency = {
  ListFunctions: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "lambda:ListFunctions", resources: ["*"] }],
  }),
  GetFunctionConcurrency: operation({
    input: ofFunction,
    changes: false,
    grants: [onFunctions("GetFunctionConcurrency")],
  }),
  PutFunctionConcurrency: operation({
    input: ofFunction.extend({ ReservedConcurrentExecutions: z.int().min(0) }),
    changes: true,
    grants: [onFunctions("PutFunctionConcurrency")],
  }),
  DeleteFunctionConcurrency: operation({
    input: ofFunction,
    changes: true,
    grants: [onFunctions("DeleteFunctionConcurrency")],
  }),
};
