import { setTimeout } from "node:timers/promises";
import { awsWords } from "@snapback/core/aws/error";
import { logGroupName } from "@snapback/core/deployment/deployment";
import { logLine } from "@snapback/core/log-line";
import { printable } from "@snapback/core/printable";
import { InvalidArgumentError } from "commander";
import { exitCodeOf, openTarget, type StageOptions, stageCommand } from "./stage/command.ts";
import { readDeployment } from "./stage/deployment.ts";
import { callerProblem, StageError } from "./stage/problem.ts";
import { FILTER, oneLine, parseEntry } from "./tail/entry.ts";
import { follow } from "./tail/follow.ts";

/** `npm run tail`: follows a stage's violations and remediations, and what goes wrong, until it is interrupted. */

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

interface Options extends StageOptions {
  /** Milliseconds. */
  since: number;
  json?: true;
}

/** Its log is about the console's requests. */
const API = "api";
const ROUND_MS = { aws: 2_000, laptop: 300 };
const UNITS: { [unit: string]: number } = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

const colours = process.stdout.isTTY && !process.env.NO_COLOR;
const write = (text: string) => void process.stdout.write(`${text}\n`);
// Apart from what is followed, so that a pipe has only that.
const note = (text: string) => void process.stderr.write(`${printable(text)}\n`);

const command = stageCommand("tail")
  .description("Follows what a stage finds and puts right, and what goes wrong in it.")
  .option("--since <time>", "from how long ago on: 90s, 15m, 2h, 1d", milliseconds, 15 * 60_000)
  .option("--json", "print the functions' own lines, one JSON object each");

const ended = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => ended.abort());
// Whoever read the output went away.
process.stdout.on("error", () => ended.abort());

process.exitCode = await exitCodeOf(async () => {
  const options = command.parse().opts<Options>();
  const { target, clients } = await openTarget(command, options);
  const { stage, home, functions } = await readDeployment(clients(target.region), target);
  const followed = new Map(
    functions.filter((name) => name !== API).map((name) => [logGroupName(stage, name), name]),
  );
  note(`Following ${stage} in ${home}. Ctrl-C ends it.`);
  const now = () => Date.now();
  try {
    await follow({
      logs: clients(home).logs,
      groups: [...followed.keys()],
      filterPattern: FILTER,
      since: now() - options.since,
      now,
      sleep: () => waited(target.endpoint === undefined ? ROUND_MS.aws : ROUND_MS.laptop),
      signal: ended.signal,
      onTrouble: note,
      onEvents(events) {
        for (const { message = "", timestamp = 0, group } of events) {
          const entry = parseEntry(message, followed.get(group) ?? group, new Date(timestamp));
          const line = options.json ? printable(oneLine(message)) : entry && logLine(entry, colours);
          if (line !== undefined) write(line);
        }
      },
    });
  } catch (error) {
    const { code, message } = awsWords(error);
    const problem = callerProblem(error, target) ?? `CloudWatch Logs can't be read: ${code}: ${message}`;
    throw new StageError(problem, { cause: error });
  }
  return 0;
});

async function waited(delayMs: number): Promise<void> {
  await setTimeout(delayMs, undefined, { signal: ended.signal }).catch((error: unknown) => {
    if (!ended.signal.aborted) throw error;
  });
}

function milliseconds(text: string): number {
  const [, count, unit = ""] = /^(\d+)([smhd])$/.exec(text) ?? [];
  const size = UNITS[unit];
  if (count === undefined || size === undefined) throw new InvalidArgumentError("not a time like 15m.");
  return Number(count) * size;
}
