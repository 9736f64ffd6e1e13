import type { State } from "../finding/schema.ts";

/* The console takes this, too: there is no zod here. */

/** The states in which what was found still stands, and nobody has said that it may. */
export const STANDING: readonly State[] = [
  "open",
  "awaiting-approval",
  "responding",
  "failed",
  "contested",
  "undoing",
];

/** The term of a list that has just these. */
export const STANDS = `state=${STANDING.join(",")}`;
