import { InvokeCommand } from "@aws-sdk/client-lambda";
import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { awsFailure, awsWords } from "@snapback/core/aws/error";
import { type Deployment, functionName } from "@snapback/core/deployment/deployment";
import { parseJson } from "@snapback/core/json";
import { DirectAnswer, DirectEvent } from "@snapback/functions/api/direct";
import * as z from "zod";
import type { Clients } from "../../stage/clients.ts";
import { callerProblem, StageError, type Target } from "../../stage/problem.ts";
import { type Send, urlOf } from "./http.ts";

/**
 * Sends requests to the API's function itself, with the operator's AWS credentials in place of a token: the right to call
 * the function is what the API goes by.
 *
 * @throws StageError where the credentials don't say who they are of
 */
export async function openInvoke(clients: Clients, deployment: Deployment, target: Target): Promise<Send> {
  const name = functionName(deployment.stage, "api");
  const { Arn: arn = "" } = await asked(() => clients.sts.send(new GetCallerIdentityCommand({})), target);
  const lambda = await clients.lambda();
  return async (input, init) => {
    const { pathname, search } = urlOf(input);
    const headers = Object.fromEntries(new Headers(init?.headers));
    const body = typeof init?.body === "string" ? { body: init.body } : {};
    const request = { method: init?.method ?? "GET", path: `${pathname}${search}`, headers, ...body };
    const event = DirectEvent.safeParse({ snapback: 1, request, caller: { arn } });
    if (!event.success)
      throw new StageError(`This can't be asked as ${arn}: ${z.prettifyError(event.error)}`);
    const call = new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event.data)) });
    const { Payload, FunctionError } = await asked(() => lambda.send(call), target);
    const text = Buffer.from(Payload ?? []).toString("utf8");
    if (FunctionError !== undefined)
      throw new StageError(
        `The function ${name} failed (${FunctionError}). Its log has the reason: npm run tail.`,
      );
    const answer = DirectAnswer.safeParse(parseJson(text));
    if (!answer.success)
      throw new StageError(
        `The function ${name} answered something else than this version of Snapback does. ${again(target)}`,
      );
    const { statusCode: status, headers: answered } = answer.data;
    return new Response(answer.data.body, { status, headers: answered });
  };
}

/** What to do where the API doesn't know who asks, though Lambda let the call through: it is older than these calls. */
export function again({ stage }: Target): string {
  return `Deploy again from this checkout (npx sst deploy --stage ${stage}), or set SNAPBACK_TOKEN to an access token.`;
}

async function asked<T>(ask: () => Promise<T>, target: Target): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const { code, message } = awsWords(error);
    const denied =
      awsFailure(error) === "denied"
        ? " Use credentials that may, or set SNAPBACK_TOKEN to an access token of the console's sign-in."
        : "";
    const problem = callerProblem(error, target) ?? `The API can't be called: ${code}: ${message}${denied}`;
    throw new StageError(problem, { cause: error });
  }
}
