import type { FindingDetail } from "../finding-types.ts";
import type { Action } from "./decision-request.ts";

/** A decision that was sent: written down, and to be followed within moments. */
export interface Sent {
  /** The decision's id, by which the finding's activity names it. */
  id: string;
  action: Action;
  /** When it was sent, in milliseconds. */
  at: number;
}

/**
 * How far a decision has come: nobody has taken it up yet, Snapback is at work on it, or it is over, with what was last written
 * down about the finding.
 */
export type Progress = { kind: "sent" | "working" } | { kind: "over"; refused: boolean; what: string };

export function progressOf(
  { id }: Pick<Sent, "id">,
  {
    finding,
    activity,
  }: Pick<FindingDetail, "activity"> & { finding: Pick<FindingDetail["finding"], "state"> },
): Progress {
  const taken = activity.find(({ decision }) => decision === id);
  if (!taken) return { kind: "sent" };
  const refused = taken.by.kind === "snapback" && taken.what.startsWith("refused to ");
  if (refused) return { kind: "over", refused, what: taken.what };
  if (finding.state === "responding" || finding.state === "undoing") return { kind: "working" };
  return { kind: "over", refused, what: activity.at(-1)?.what ?? taken.what };
}
