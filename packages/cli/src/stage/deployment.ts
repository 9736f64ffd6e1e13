import { GetParameterCommand } from "@aws-sdk/client-ssm";
import { awsFailure, awsWords } from "@snapback/core/aws/error";
import { Deployment, deploymentParameter } from "@snapback/core/deployment/deployment";
import { parseJson } from "@snapback/core/json";
import * as z from "zod";
import type { Clients } from "./clients.ts";
import { callerProblem, StageError, type Target } from "./problem.ts";

/**
 * What is deployed under a stage, as the deployment itself wrote it down.
 *
 * @throws StageError where that can't be read: no such stage, or no way to ask
 */
export async function readDeployment({ ssm }: Clients, target: Target): Promise<Deployment> {
  const Name = deploymentParameter(target.stage);
  const text = await read(() => ssm.send(new GetParameterCommand({ Name })), target);
  const parsed = Deployment.safeParse(parseJson(text));
  if (parsed.success) return parsed.data;
  const problems = z.prettifyError(parsed.error);
  throw new StageError(
    `The parameter ${Name} in ${target.region} is not what this version of Snapback writes:\n${problems}\n${remedy(target)}`,
  );
}

async function read(
  ask: () => Promise<{ Parameter?: { Value?: string | undefined } | undefined }>,
  target: Target,
): Promise<string> {
  try {
    return (await ask()).Parameter?.Value ?? "";
  } catch (error) {
    const problem = callerProblem(error, target);
    if (problem !== undefined) throw new StageError(problem, { cause: error });
    const { code, message } = awsWords(error);
    if (code === "ParameterNotFound") throw new StageError(missing(target), { cause: error });
    const name = deploymentParameter(target.stage);
    const denied = awsFailure(error) === "denied" ? " docs/deploy.md lists the rights that this needs." : "";
    throw new StageError(`${name} in ${target.region} can't be read: ${code}: ${message}${denied}`, {
      cause: error,
    });
  }
}

function missing({ stage, region, endpoint }: Target): string {
  if (endpoint !== undefined)
    return `The sandbox at ${endpoint} has no Snapback in it. Start that of this checkout: npm start.`;
  return `There is no stage ${stage} in ${region} of this account. Name its home region with --region, or deploy it: npx sst deploy --stage ${stage}`;
}

function remedy({ stage, endpoint }: Target): string {
  return endpoint === undefined
    ? `Deploy again from this checkout: npx sst deploy --stage ${stage}`
    : "Begin anew: npm start -- --reset";
}
