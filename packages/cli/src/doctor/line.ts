import { awsFailure, awsWords } from "@snapback/core/aws/error";
import type { Deployment } from "@snapback/core/deployment/deployment";
import type { Detection } from "@snapback/core/detections/define";
import { causes } from "@snapback/core/finding/dynamo";
import type { Clients } from "../stage/clients.ts";

/** One thing that the doctor says. */
export interface Line {
  status: "ok" | "warn" | "fail" | "skipped";
  /** What was looked at, in a word or two. */
  what: string;
  detail: string;
  /** What to do about it: a sentence, or a command. */
  next?: string;
}

/** What every check looks at. */
export interface Examined {
  deployment: Deployment;
  clients: (region: string) => Clients;
  /** Those of this checkout: what the stage should be deployed for. */
  detections: readonly Detection[];
  /** The laptop's sandbox; undefined for AWS itself. */
  endpoint: string | undefined;
  now: () => Date;
}

export type Check = (examined: Examined) => Promise<Line[]>;

/**
 * What a check says of one thing that it asks AWS about. What AWS refuses becomes a line of its own, with AWS's words, so
 * that it doesn't keep the other things from being looked at.
 */
export async function asked(what: string, subject: string, ask: () => Promise<Line[]>): Promise<Line[]> {
  try {
    return await ask();
  } catch (error) {
    // electrodb wraps what the SDK throws.
    const thrown = causes(error).at(-1) ?? error;
    const { code, message } = awsWords(thrown);
    const next =
      awsFailure(thrown) === "denied" ? "docs/deploy.md lists the rights that the doctor needs." : undefined;
    return [{ status: "fail", what, detail: `${subject}: ${code}: ${message}`, ...(next && { next }) }];
  }
}

/** What makes the stage as this checkout has it. */
export function deployAgain({ deployment, endpoint }: Pick<Examined, "deployment" | "endpoint">): string {
  return endpoint === undefined ? `npx sst deploy --stage ${deployment.stage}` : "npm start -- --reset";
}

/** A command of the AWS CLI that a person can run as it stands. */
export function awsCommand(
  call: string,
  region: string,
  options: string,
  { endpoint }: Pick<Examined, "endpoint">,
): string {
  const where = endpoint === undefined ? "" : ` --endpoint-url ${endpoint}`;
  return `aws ${call}${where} --region ${region} ${options}`;
}

/** "1 rule", "3 rules" */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
