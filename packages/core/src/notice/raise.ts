import { digestOf } from "../digest.ts";
import type { Activity, Finding, NoticeKind } from "../finding/schema.ts";
import type { Notice } from "./schema.ts";

/**
 * What people have to be told of this entry of a finding's activity; `undefined` where that is nothing. That it was found
 * is told of high and critical ones; what waits for a person, or went wrong, of all.
 */
export function noticeOf(finding: Finding, activity: Activity, gatherMs: number): Notice | undefined {
  const { id: findingId, severity, summary } = finding;
  const { notice: kind, version, at, what } = activity;
  if (kind === undefined) return undefined;
  if (kind === "found" && severity !== "critical" && severity !== "high") return undefined;
  const about = { kind, severity, findingId, summary, what };
  return fresh([findingId, version, kind], about, at, gatherMs);
}

/** That the pause fell by itself under this allowance: however often it is written down, people are told once. */
export function pauseFallen(allowance: number, reason: string, now: Date, gatherMs: number): Notice {
  const summary = "Automatic changes are paused";
  const about = { kind: "pause-fallen", severity: "critical", summary, what: reason } as const;
  return fresh(["pause-fallen", allowance], about, now.toISOString(), gatherMs);
}

type About = Pick<Notice, "severity" | "findingId" | "summary" | "what"> & { kind: NoticeKind };

/** Due once others that come with it have had the time to. */
function fresh(key: readonly unknown[], about: About, at: string, gatherMs: number): Notice {
  const dueAt = new Date(Date.parse(at) + gatherMs).toISOString();
  return { id: `ntc_${digestOf(key)}`, ...about, at, deliveries: {}, version: 1, dueAt };
}
