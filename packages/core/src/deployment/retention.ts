import type { Config } from "../settings/config.ts";

/** What `infra/` sets, in days. */
export const DEAD_LETTER_DAYS = 14;
export const EVENTS_QUEUE_DAYS = 4;
export const TRAIL_DAYS = 90;

/** Something that is kept, and how long. */
export interface Kept {
  what: string;
  /** Absent for what nothing deletes by itself. */
  days?: number;
  /** What ends it, where that is no number of days. */
  until?: string;
  /** The operator's choice that says so, by its name in `snapback.config.ts`. */
  setting?: keyof Config;
}

/** What both tables keep, wherever they are: no item of theirs is ever deleted but the counts of automatic changes. */
export const keptForGood: readonly Kept[] = [
  { what: "Findings, the records of the calls that showed them, and their activity" },
  { what: "Settings, decisions, exemptions and notes, each with who made it" },
  { what: "Which notices were sent, and on which channels" },
];

/** How long a deployed stage keeps what it has. */
export function deployedRetention({
  logRetentionDays,
  trail,
}: Pick<Config, "logRetentionDays" | "trail">): Kept[] {
  return [
    ...keptForGood,
    { what: "The logs of Snapback's functions", days: logRetentionDays, setting: "logRetentionDays" },
    { what: "Dead letters: what could not go on, for a person to see", days: DEAD_LETTER_DAYS },
    { what: "Events that wait to be looked at", days: EVENTS_QUEUE_DAYS },
    ...(trail === "create"
      ? [{ what: "The files of the trail that Snapback made", days: TRAIL_DAYS, setting: "trail" as const }]
      : []),
  ];
}
