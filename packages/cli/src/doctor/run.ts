import type { Detection } from "@snapback/core/detections/define";
import { detections as registered } from "@snapback/core/detections/registry";
import type { Clients } from "../stage/clients.ts";
import { readDeployment } from "../stage/deployment.ts";
import type { Target } from "../stage/problem.ts";
import type { Examined, Line } from "./line.ts";
import { printedLine, summary } from "./print.ts";

export interface Run {
  write: (text: string) => void;
  /** For a terminal: marks and colours. */
  fancy: boolean;
  /** With a violation of its own, for which it waits so long unless the signal ends the wait. */
  live?: { timeoutMs: number; signal: AbortSignal } | undefined;
  now?: () => Date;
  /** Those that the stage is expected to have. */
  detections?: readonly Detection[];
}

/**
 * Looks at a stage and says what it sees. Answers the exit code: 1 where anything is wrong.
 *
 * @throws StageError where there is no stage to look at
 */
export async function runDoctor(
  target: Target,
  clients: (region: string) => Clients,
  { write, fancy, live, now = () => new Date(), detections = registered }: Run,
): Promise<0 | 1> {
  const deployment = await readDeployment(clients(target.region), target);
  const { account, home, stage } = deployment;
  write(`Snapback ${stage}: account ${account}, home region ${home}\n\n`);
  // Loaded only now: where there is no stage to look at, that should be said at once.
  const { examine } = await import("./checks.ts");
  const examined: Examined = { deployment, clients, detections, endpoint: target.endpoint, now };
  const lines: Line[] = [];
  const say = (line: Line) => {
    lines.push(line);
    write(printedLine(line, fancy));
  };
  for await (const line of examine(examined)) say(line);
  if (live) {
    const { fireLive } = await import("./live.ts");
    const tell = (text: string) => write(`${text}\n`);
    for (const line of await fireLive(examined, { ...live, tell })) say(line);
  }
  write(`\n${summary(lines)}\n`);
  return lines.some(({ status }) => status === "fail") ? 1 : 0;
}
