import { callerWords } from "../event/tool.ts";
import type { Finding, State } from "../finding/schema.ts";

/** How a finding stands, as a count says it. In the order in which people want to know. */
export const standings = {
  contested: "contested",
  failed: "failed",
  "awaiting-approval": "waiting for approval",
  open: "open",
  responding: "being put right",
  undoing: "being undone",
  remediated: "put right",
  already: "safe already",
  undone: "undone",
  exempt: "exempt",
  dismissed: "dismissed",
  gone: "no longer known",
} as const satisfies { [S in State | "already" | "gone"]: string };

export type Standing = keyof typeof standings;

/** How a finding stands now; that of one which can't be read is not known. */
export function standingOf(finding: Finding | undefined): Standing {
  if (!finding) return "gone";
  return finding.state === "remediated" && finding.safe?.by === "already" ? "already" : finding.state;
}

/** How a finding stands now, in a line. Names, and AWS's words, are as hostile as they came. */
export function standingWords(finding: Finding): string {
  const words = stateWords[finding.state](finding);
  const { contested, latest } = finding;
  if (!contested) return words;
  const times = contested.times === 1 ? "once" : `${contested.times} times`;
  const from = latest.actor.sourceIp === undefined ? "" : ` from ${latest.actor.sourceIp}`;
  const who = `put right ${times}, and put back each time, last by ${callerWords(latest.actor)}${from}`;
  return finding.state === "contested" ? `contested: ${who}` : `${words}; contested: ${who}`;
}

const stateWords: { [S in State]: (finding: Finding) => string } = {
  open: ({ hold }) => (hold === undefined ? "open" : `open: ${hold}`),
  "awaiting-approval": ({ proposal }) => {
    if (!proposal) return "waiting for approval";
    return `waiting for approval${until({ until: proposal.expiresAt })}: ${proposal.why}`;
  },
  responding: () => "being put right",
  remediated: ({ safe, opened }) =>
    safe?.by === "snapback"
      ? `put right ${span(Date.parse(safe.at) - Date.parse(opened.seenAt))} after it was seen`
      : "already safe when Snapback looked",
  failed: ({ failure }) => (failure ? `failed: ${failure.code}: ${failure.message}` : "failed"),
  contested: () => "contested",
  undoing: () => "being undone",
  undone: ({ exemption }) => `undone, left alone${until(exemption)}`,
  exempt: ({ exemption }) => `exempt${until(exemption)}`,
  dismissed: ({ dismissed }) =>
    dismissed ? `dismissed by ${dismissed.by.name}: ${dismissed.reason}` : "dismissed",
};

function until(ending: { until?: string | undefined } | undefined): string {
  return ending?.until === undefined ? "" : ` until ${ending.until.slice(0, 16).replace("T", " ")} UTC`;
}

function span(milliseconds: number): string {
  const seconds = Math.max(0, milliseconds) / 1000;
  if (seconds < 120) return `${Number(seconds.toFixed(1))} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
