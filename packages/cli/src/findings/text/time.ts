import { time } from "../../doctor/time.ts";

const DAY_MS = 86_400_000;

/** "40 s ago", "3 d ago"; "in 2 h" for what is still to come. */
export function relative(at: string, now: Date): string {
  const ms = now.getTime() - Date.parse(at);
  return ms < 0 ? `in ${span(-ms)}` : `${span(ms)} ago`;
}

/** "2 h", "3 d" */
export function age(at: string, now: Date): string {
  return span(Math.max(0, now.getTime() - Date.parse(at)));
}

/** "2026-11-23 08:00:00Z" */
export function stamp(at: string): string {
  return `${at.slice(0, 19).replace("T", " ")}Z`;
}

function span(ms: number): string {
  return ms < 2 * DAY_MS ? time(ms) : `${Math.round(ms / DAY_MS)} d`;
}
