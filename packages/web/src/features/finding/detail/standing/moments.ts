import type { Attempt, Finding, FindingDetail } from "../../finding-types.ts";

/** A moment from which on something was different: from the dangerous call to what it is like now. */
export interface Moment {
  kind: "call" | "seen" | "response" | "safe" | "undone";
  /** Milliseconds. */
  at: number;
}

/** From one moment to the next, or to now. */
export interface Stretch {
  from: Moment;
  ms: number;
  /** Nothing has ended it yet. */
  lasts: boolean;
}

type Told = Pick<FindingDetail, "latestUndo"> & {
  finding: Pick<Finding, "opened" | "safe" | "state" | "reopened">;
  attempts: readonly Pick<Attempt, "id" | "episode" | "plannedAt" | "finishedAt" | "after">[];
};

/** What happened in the present episode, in its order. */
export function momentsOf({ finding, attempts, latestUndo }: Told): Moment[] {
  const { opened, safe, state, reopened } = finding;
  const own = attempts.filter(({ episode }) => episode === reopened);
  const putRight = own.findLast(({ after }) => after !== undefined)?.finishedAt;
  const undone = state === "undone" || state === "undoing" ? latestUndo : undefined;
  const told: [Moment["kind"], string | undefined][] = [
    ["call", opened.eventTime],
    ["seen", opened.seenAt],
    ["response", own[0]?.plannedAt],
    ["safe", safe?.at ?? (undone && putRight)],
    ["undone", undone?.finishedAt ?? undone?.startedAt],
  ];
  const moments = told.flatMap(([kind, at]) => {
    const time = Date.parse(at ?? "");
    return Number.isNaN(time) ? [] : [{ kind, at: time }];
  });
  // Clocks differ a little, and CloudTrail's shows whole seconds: nothing comes before what led to it.
  return moments.map(({ kind }, index) => ({
    kind,
    at: Math.max(...moments.slice(0, index + 1).map(({ at }) => at)),
  }));
}

/** The stretches between the moments. It ends with being safe; until then it goes on to now. */
export function stretchesOf(moments: readonly Moment[], now: number): Stretch[] {
  return moments.flatMap((from, index): Stretch[] => {
    const next = moments[index + 1];
    if (next) return [{ from, ms: next.at - from.at, lasts: false }];
    return from.kind === "safe" ? [] : [{ from, ms: Math.max(0, now - from.at), lasts: true }];
  });
}
