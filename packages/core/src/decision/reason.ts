/* The console takes this, too: there is no zod here. */

/** How many characters a reason has at most: it is kept for good, and read by everyone. */
export const LONGEST_REASON = 1000;
