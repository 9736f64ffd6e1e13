import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { notFound, validationError } from "./operation.ts";
import { functions, type LambdaFunction } from "./resources.ts";

export interface Named {
  lambda: LambdaFunction;
  /** A version, or undefined for the function as it is. */
  qualifier: string | undefined;
  /** As in policies: with the qualifier. */
  arn: string;
}

/** `name`, `name:1`, `111122223333:function:name`, or an ARN, with or without a qualifier. */
const functionName =
  /^(?:(?:arn:aws:lambda:([a-z0-9-]+):)?(\d{12}):function:)?([a-zA-Z0-9-_]{1,64})(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;

/** The function that a call names. Throws an `AwsError` where there is none, or not this version of it. */
export function findFunction(account: Account, name: string, asked?: string): Named {
  const parts = functionName.exec(name);
  if (parts === null) throw validationError(`Value '${name}' at 'functionName' is no function's name`);
  const [, region = account.region, owner = account.id, id = "", inName] = parts;
  if (asked !== undefined && inName !== undefined && asked !== inName) {
    throw validationError(
      "The derived qualifier from the function name does not match the specified qualifier.",
    );
  }
  if (owner !== account.id) {
    throw new AwsError("AccessDeniedException", `The function ${name} is another account's`, 403);
  }
  const qualifier = asked ?? inName;
  const arn = functionArn(account, id, qualifier);
  const lambda = region === account.region ? account.table(functions).get(id) : undefined;
  const isThere =
    qualifier === undefined || qualifier === "$LATEST" || (qualifier === "1" && lambda?.isPublished);
  if (lambda === undefined || !isThere) throw notFound(`Function not found: ${arn}`);
  return { lambda, qualifier, arn };
}

export function functionArn(account: Account, name: string, qualifier?: string): string {
  const arn = `arn:aws:lambda:${account.region}:${account.id}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
