/* The console takes this, too: there is no zod here. */

/** What a list of findings can be in order of. */
export const ORDERS = [
  "lastSeen",
  "opened",
  "severity",
  "state",
  "detection",
  "account",
  "region",
  "resource",
  "actor",
  "duration",
] as const;
