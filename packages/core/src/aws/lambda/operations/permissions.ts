import * as z from "zod";
import { type Grant, operation } from "../../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awslambda.html

const functions = "arn:${Partition}:lambda:${Region}:${Account}:function:*";
const onFunctions = (name: string): readonly [Grant] => [
  { action: `lambda:${name}`, resources: [functions] },
];
const OfFunction = z.object({ FunctionName: z.string(), Qualifier: z.string().optional() });

/** Who may call a function, or one version or alias of it; and its tags. */
export const permissions = {
  GetPolicy: operation({ input: OfFunction, changes: false, grants: onFunctions("GetPolicy") }),
  AddPermission: operation({
    input: OfFunction.extend({
      StatementId: z.string(),
      Action: z.string(),
      Principal: z.string(),
      SourceArn: z.string().optional(),
      EventSourceToken: z.string().optional(),
      FunctionUrlAuthType: z.enum(["AWS_IAM", "NONE"]).optional(),
      InvokedViaFunctionUrl: z.boolean().optional(),
    }),
    changes: true,
    grants: onFunctions("AddPermission"),
  }),
  RemovePermission: operation({
    input: OfFunction.extend({ StatementId: z.string() }),
    changes: true,
    grants: onFunctions("RemovePermission"),
  }),
  ListTags: operation({
    input: z.object({ Resource: z.string() }),
    changes: false,
    grants: onFunctions("ListTags"),
  }),
};
