import { callerWords } from "../event/tool.ts";
import type { Finding } from "../finding/schema.ts";
import type { Settings } from "../settings/settings.ts";

/** The first wait before a contested exposure that is critical is put right once more; each doubles, up to the longest. */
const FIRST_WAIT_MS = 30_000;
const LONGEST_WAIT_MS = 15 * 60_000;

/** Somebody keeps making the violation again. */
export interface Contest {
  /** How often Snapback has put it right within the window. */
  times: number;
  /** Who is at it, in words. */
  what: string;
  /** After which time it is put right once more; `undefined` where that is left to a person. */
  againAfterMs: number | undefined;
}

/** Has Snapback put this right as often within the window as the operator lets it? Then the next time is contested. */
export function contestOf(
  { remediations, severity, latest }: Finding,
  { contested }: Pick<Settings, "contested">,
  now: Date,
): Contest | undefined {
  const since = now.getTime() - contested.withinMinutes * 60_000;
  const times = remediations.filter((time) => Date.parse(time) > since).length;
  if (times < contested.times) return undefined;
  const goesOn = severity === "critical" && contested.critical === "revert";
  const wait = Math.min(FIRST_WAIT_MS * 2 ** (times - contested.times), LONGEST_WAIT_MS);
  const what = `contested: put right ${times} times within ${contested.withinMinutes} minutes, and made again by ${callerWords(latest.actor)}`;
  return { times, what, againAfterMs: goesOn ? wait : undefined };
}
