import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import { openAccount } from "@snapback/core/aws/account";
import type { Detection } from "@snapback/core/detections/define";
import { Severity as Severities, type Severity } from "@snapback/core/finding/schema";
import { printable } from "@snapback/core/printable";
import type { Config } from "@snapback/core/settings/config";
import { untouched } from "@snapback/core/settings/runtime";
import { settingsOf } from "@snapback/core/settings/settings";
import { sweepUnits, type Unit, unitId } from "@snapback/core/sweep/unit";
import { openOutput, type Terminal } from "../findings/terminal.ts";
import { type Connection, defaultRegion, openClients } from "../stage/clients.ts";
import { LAPTOP_CREDENTIALS } from "../stage/command.ts";
import { callerProblem, StageError } from "../stage/problem.ts";
import { type Found, lookThrough, type Place, type Problem } from "./look.ts";
import { type SweepOptions, sweepCommand } from "./options.ts";
import { type Swept, sweepJson, sweepText } from "./text.ts";

/** Units that are looked at side by side: AWS throttles reads by the account. */
const AT_ONCE = 4;

interface Surroundings {
  terminal: Terminal;
  /** There is a person to see how far it is. */
  progress: boolean;
  detections: readonly Detection[];
  config: Config;
}

/**
 * Sweeps an account and tells what is wrong there, to the exit code.
 *
 * @throws StageError where the account can't be reached, and commander's error for options that make no sense
 */
export async function runSweep(
  args: readonly string[],
  { terminal, progress, detections, config }: Surroundings,
): Promise<0 | 1 | 2> {
  const options = sweepCommand(detections).parse(args, { from: "user" }).opts<SweepOptions>();
  const output = openOutput(terminal, options.format === "json");
  const endpoint = options.laptop ? `http://127.0.0.1:${options.awsPort}` : undefined;
  const connection: Connection = endpoint === undefined ? {} : { endpoint, credentials: LAPTOP_CREDENTIALS };
  const regions = options.region ?? [options.laptop ? "us-east-1" : await defaultRegion()];
  const account = await callerAccount(connection, { region: regions[0] ?? "us-east-1", endpoint });
  const settings = settingsOf(config, detections, untouched);
  const place: Place = {
    account,
    live: openAccount({ ...connection, maxAttempts: 8 }),
    parameters: (id) => settings.parameters(id).values,
    now: () => new Date(),
  };
  const units = sweepUnits(options.detection ?? detections, regions);
  const swept = await sweepAll(units, place, { regions, severity: options.severity }, (line) => {
    if (progress) terminal.err(`\r\u001b[K${printable(line)}`);
  });
  if (progress) terminal.err("\r\u001b[K");
  output.answer(sweepJson(swept), sweepText(swept));
  if (swept.problems.length > 0) return 2;
  return swept.found.length > 0 ? 1 : 0;
}

async function callerAccount(
  connection: Connection,
  where: { region: string; endpoint: string | undefined },
): Promise<string> {
  try {
    const { sts } = openClients(connection)(where.region);
    const { Account = "" } = await sts.send(new GetCallerIdentityCommand({}));
    return Account;
  } catch (error) {
    const problem = callerProblem(error, { stage: "", ...where });
    if (problem === undefined) throw error;
    throw new StageError(problem, { cause: error });
  }
}

async function sweepAll(
  units: readonly Unit[],
  place: Place,
  { regions, severity }: { regions: readonly string[]; severity: Severity },
  tell: (line: string) => void,
): Promise<Swept> {
  const found: Found[] = [];
  const problems: Problem[] = [];
  const worst = Severities.options.indexOf(severity);
  const severe = ({ violation }: Found) => Severities.options.indexOf(violation.severity) <= worst;
  let resources = 0;
  let done = 0;
  const left = [...units];
  async function work(): Promise<void> {
    for (let unit = left.shift(); unit !== undefined; unit = left.shift()) {
      const name = unitId(unit);
      const problem = await lookThrough(unit, place, (_resource, wrong) => {
        resources += 1;
        found.push(...wrong.filter(severe));
        tell(`${done} of ${units.length} · ${name} · ${resources} resources, ${found.length} wrong`);
      });
      if (problem) problems.push(problem);
      done += 1;
      tell(`${done} of ${units.length} · ${name} · ${resources} resources, ${found.length} wrong`);
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { account: place.account, regions, resources, found: found.toSorted(byWeight), problems };
}

/** The most severe first, then by detection and resource. */
function byWeight(one: Found, other: Found): number {
  const severity = ({ violation }: Found) => Severities.options.indexOf(violation.severity);
  const name = ({ detection, region, violation }: Found) =>
    `${detection.id} ${region} ${violation.resource.arn}`;
  return severity(one) - severity(other) || (name(one) < name(other) ? -1 : 1);
}
