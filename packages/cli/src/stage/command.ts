import { Command, CommanderError, InvalidArgumentError } from "commander";
import { type Clients, defaultRegion, openClients } from "./clients.ts";
import { StageError, type Target } from "./problem.ts";

/** The stage that `npm start` is: there, any credentials do. */
const LAPTOP = { stage: "laptop", region: "us-east-1" };
export const LAPTOP_CREDENTIALS = { accessKeyId: "AKIASNAPBACKOPERATOR", secretAccessKey: "sandbox" };

export interface StageOptions {
  stage?: string;
  region?: string;
  laptop?: true;
  awsPort: number;
}

/** A command that looks at one stage, with the options that say which. */
export function stageCommand(name: string): Command {
  return new Command(`npm run ${name} --`)
    .option("--stage <name>", "the deployed stage", stageName)
    .option("--region <region>", "its home region (default: the environment's or profile's, or us-east-1)")
    .option("--laptop", "look at what npm start has up, in place of a stage")
    .option("--aws-port <number>", "the port of the laptop's sandbox", port, 4566)
    .exitOverride();
}

/** Where the options point, and the clients for it. @throws CommanderError where they say nothing, or two things */
export async function openTarget(
  command: Command,
  { stage, region, laptop, awsPort }: StageOptions,
): Promise<{ target: Target; clients: (region: string) => Clients }> {
  if (laptop) {
    if (stage !== undefined) command.error("error: --stage and --laptop exclude each other");
    const endpoint = `http://127.0.0.1:${awsPort}`;
    const connection = { endpoint, credentials: LAPTOP_CREDENTIALS };
    return {
      target: { ...LAPTOP, ...(region && { region }), endpoint },
      clients: openClients(connection),
    };
  }
  if (stage === undefined)
    return command.error("error: which stage? --stage <name>, or --laptop for that of npm start");
  return {
    target: { stage, region: region ?? (await defaultRegion()), endpoint: undefined },
    clients: openClients({}),
  };
}

/**
 * Runs a command to its exit code: 0, 1 or 2 as it says, 1 (or `unreached`) with one line on what keeps it from what it is to
 * look at, 2 where it was called wrongly.
 */
export async function exitCodeOf(
  run: () => Promise<0 | 1 | 2>,
  { unreached = 1 }: { unreached?: 1 | 2 } = {},
): Promise<0 | 1 | 2> {
  try {
    return await run();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    if (!(error instanceof StageError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return unreached;
  }
}

/** What `--stage` takes. */
export function stageName(text: string): string {
  if (!/^[a-z0-9][a-z0-9-]*$/i.test(text)) throw new InvalidArgumentError("not a stage's name.");
  return text;
}

/** What an option for a port takes. */
export function port(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1 || number > 65_535)
    throw new InvalidArgumentError("not a port number.");
  return number;
}
