import * as z from "zod";
import { type Grant, operation } from "../../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html

const functions = "arn:${Partition}:lambda:${Region}:${Account}:function:*";
const onFunctions = (name: string): readonly [Grant] => [
  { action: `lambda:${name}`, resources: [functions] },
];
const FunctionName = z.string();
const OfFunction = z.object({ FunctionName, Qualifier: z.string().optional() });

/** The addresses that functions and aliases have on the internet. */
export const urls = {
  ListFunctionUrlConfigs: operation({
    input: z.object({ FunctionName }),
    changes: false,
    grants: onFunctions("ListFunctionUrlConfigs"),
  }),
  GetFunctionUrlConfig: operation({
    input: OfFunction,
    changes: false,
    grants: onFunctions("GetFunctionUrlConfig"),
  }),
  UpdateFunctionUrlConfig: operation({
    input: OfFunction.extend({ AuthType: z.enum(["AWS_IAM", "NONE"]) }),
    changes: true,
    grants: onFunctions("UpdateFunctionUrlConfig"),
  }),
};
