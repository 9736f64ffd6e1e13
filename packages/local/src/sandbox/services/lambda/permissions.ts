import * as z from "zod";
import type { Account } from "../../account.ts";
import { findFunction, type Named } from "./find.ts";
import { invalidValue, lambdaOperation } from "./operation.ts";
import { authType, functionPolicies } from "./resources.ts";
import {
  describedPolicy,
  StatementId,
  statementJson,
  withoutStatement,
  withStatement,
} from "./statements.ts";

const FunctionName = z.string();
const Qualifier = z.string().optional();
const RevisionId = z.string().optional();

const addPermission = lambdaOperation({
  name: "AddPermission",
  eventName: "AddPermission20150331v2",
  input: z.strictObject({
    FunctionName,
    Qualifier,
    StatementId,
    Action: z.string().regex(/^(lambda:\*|lambda:[a-zA-Z]+|\*)$/, "is no action of Lambda"),
    Principal: z.string().min(1),
    SourceArn: z.string().startsWith("arn:").optional(),
    SourceAccount: z
      .string()
      .regex(/^\d{12}$/, "is no account's id")
      .optional(),
    EventSourceToken: z.string().optional(),
    PrincipalOrgID: z
      .string()
      .regex(/^o-[a-z0-9]{10,32}$/, "is no organization's id")
      .optional(),
    FunctionUrlAuthType: authType.optional(),
    InvokedViaFunctionUrl: z.boolean().optional(),
    RevisionId,
  }),
  recordedOutput: (output) => output,
  run(account, input) {
    const { StatementId: sid, Principal, Action, SourceArn } = input;
    const named = findFunction(account, input.FunctionName, input.Qualifier);
    const json = statementJson(sid, Principal, Action, named.arn, {
      StringEquals: {
        "AWS:SourceAccount": input.SourceAccount,
        "aws:PrincipalOrgID": input.PrincipalOrgID,
        "lambda:EventSourceToken": input.EventSourceToken,
        "lambda:FunctionUrlAuthType": input.FunctionUrlAuthType,
      },
      Bool: { "lambda:InvokedViaFunctionUrl": input.InvokedViaFunctionUrl?.toString() },
      ArnLike: { "AWS:SourceArn": SourceArn },
    });
    const id = policyId(named);
    const before = account.table(functionPolicies).get(id);
    account.table(functionPolicies).put({ id, ...withStatement(before, sid, json, input.RevisionId) });
    return { Statement: json };
  },
});

const removePermission = lambdaOperation({
  name: "RemovePermission",
  eventName: "RemovePermission20150331v2",
  input: z.strictObject({ FunctionName, StatementId, Qualifier, RevisionId }),
  run(account, input) {
    const { id, policy } = policyOf(account, input);
    const after = withoutStatement(policy, input.StatementId, input.RevisionId);
    account.table(functionPolicies).put({ id, ...after });
    return {};
  },
});

const getPolicy = lambdaOperation({
  name: "GetPolicy",
  readOnly: true,
  input: z.strictObject({ FunctionName, Qualifier }),
  run: (account, input) => describedPolicy(policyOf(account, input).policy),
});

function policyOf(account: Account, input: { FunctionName: string; Qualifier?: string | undefined }) {
  const id = policyId(findFunction(account, input.FunctionName, input.Qualifier));
  return { id, policy: account.table(functionPolicies).get(id) };
}

/** A function and each version of it have policies of their own. */
function policyId({ lambda, qualifier }: Named): string {
  if (qualifier === "$LATEST") {
    throw invalidValue("We currently do not support adding policies for $LATEST.");
  }
  return qualifier === undefined ? lambda.id : `${lambda.id}:${qualifier}`;
}

export const permissionOperations = [addPermission, removePermission, getPolicy];
