import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { Finding, State } from "../finding/finding-types.ts";
import type { Attempted } from "./attack-request.ts";
import { PATIENT_MS } from "./run-finding-request.ts";

export interface Stage {
  status: StatusIndicatorProps.Type;
  text: string;
  /** How long after the start of the attack: the text ends where that goes on. */
  ms?: number;
}

/** What of a finding says how far it is. */
type Told = Pick<Finding, "state" | "hold" | "safe" | "opened" | "latest">;

type Shown = Pick<Stage, "status" | "text">;

/** What Snapback does about a finding in each state. */
const responses: Record<State, Shown> = {
  open: { status: "in-progress", text: "Snapback looks at the resource" },
  "awaiting-approval": { status: "pending", text: "Waits for approval" },
  responding: { status: "in-progress", text: "Snapback puts it right" },
  remediated: { status: "success", text: "Snapback responded" },
  failed: { status: "error", text: "Snapback could not put it right" },
  contested: { status: "error", text: "Contested: it was done again and again" },
  undoing: { status: "in-progress", text: "The response is being undone" },
  undone: { status: "stopped", text: "The response was undone" },
  exempt: { status: "stopped", text: "An exemption covers it" },
  dismissed: { status: "stopped", text: "Dismissed" },
};

/** States in which nothing more happens by itself, though the resource is not safe. */
const left: ReadonlySet<State> = new Set(["undone", "exempt", "dismissed"]);

/** The attack's calls. */
export function callStage({ run, refused }: Attempted): Stage {
  const count = run.steps.length;
  const ms = Date.parse(run.finishedAt) - Date.parse(run.startedAt);
  if (refused === undefined)
    return {
      status: "success",
      text: count === 1 ? "The call was made in" : `All ${count} calls were made in`,
      ms,
    };
  const failed = run.steps.findIndex(({ outcome }) => outcome === "failed") + 1;
  return { status: "error", text: `Call ${failed} of ${count} was refused after`, ms };
}

/** What became of the calls: seen, responded to, safe. `now` is in milliseconds since 1970. */
export function findingStages({ run, refused }: Attempted, finding: Told | undefined, now: number): Stage[] {
  const start = Date.parse(run.startedAt);
  if (!finding) return [waiting(refused, now - start)];
  const { state, hold, safe } = finding;
  const found = {
    status: "success",
    text: "Found after",
    ms: Date.parse(seenAt(finding, run)) - start,
  } as const;
  if (state === "remediated" && safe)
    return [
      found,
      safe.by === "snapback"
        ? responses.remediated
        : { status: "success", text: "Somebody else was faster: nothing to do" },
      { status: "success", text: "Safe again after", ms: Math.max(0, Date.parse(safe.at) - start) },
    ];
  if (state === "open" && hold !== undefined)
    return [found, { status: "stopped", text: "Left to a person" }, open("stopped")];
  return [
    found,
    responses[state],
    open(left.has(state) ? "stopped" : state === "failed" ? "error" : "pending"),
  ];
}

function open(status: Stage["status"]): Stage {
  return { status, text: status === "pending" ? "Not safe yet" : "It stands" };
}

function waiting(refused: string | undefined, sinceMs: number): Stage {
  if (refused !== undefined)
    return { status: "stopped", text: "The dangerous call was not made: there is nothing to find" };
  return sinceMs < PATIENT_MS
    ? { status: "in-progress", text: "Waiting for the finding" }
    : { status: "warning", text: "No finding has come of it" };
}

/** When Snapback took in the call of this run, where the finding still tells of it. */
function seenAt({ opened, latest }: Told, { steps }: Attempted["run"]): string {
  const isOurs = ({ eventId }: Finding["latest"]) => steps.some((step) => step.eventId === eventId);
  return isOurs(opened) || !isOurs(latest) ? opened.seenAt : latest.seenAt;
}

/** The finding that the attack is there for, where it led to several. */
export function mainFinding<Come extends Pick<Finding, "detection">>(
  findings: readonly Come[],
  detection: string,
): Come | undefined {
  return findings.find((finding) => finding.detection === detection) ?? findings[0];
}

/** "214 ms", "2.4 s": finer than CloudTrail's times are, since these are of clocks of our own. */
export function formatTook(ms: number): string {
  return ms < 1000 ? `${Math.max(0, Math.round(ms))} ms` : `${(ms / 1000).toFixed(ms < 100_000 ? 1 : 0)} s`;
}
