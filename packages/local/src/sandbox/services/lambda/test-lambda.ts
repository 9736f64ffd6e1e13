import { CreateFunctionCommand, type CreateFunctionCommandInput, LambdaClient } from "@aws-sdk/client-lambda";
import type { SandboxOptions } from "../../sandbox.ts";
import { openTestSandbox } from "../../test-sandbox.ts";

export const Role = "arn:aws:iam::111122223333:role/worker";

const stack = {
  trail: "management-events",
  roles: [{ name: "worker", roleId: "AROAWORKER", trust: {}, policies: {} }],
};

/** A sandbox with the role `worker`. */
export async function openLambda(options: Partial<SandboxOptions> = {}) {
  const opened = await openTestSandbox({ stack, ...options });
  return { ...opened, lambda: opened.sdk(LambdaClient) };
}

/** A new function, with code that does nothing. */
export function create(input: Partial<CreateFunctionCommandInput> = {}): CreateFunctionCommand {
  return new CreateFunctionCommand({
    FunctionName: "job",
    Role,
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Code: { ZipFile: Buffer.from("code") },
    ...input,
  });
}

/** The sandbox and the function `job`, with no records yet. */
export async function openFunction(input: Partial<CreateFunctionCommandInput> = {}) {
  const opened = await openLambda();
  await opened.lambda.send(create(input));
  opened.records.length = 0;
  return { ...opened, FunctionName: "job" };
}
