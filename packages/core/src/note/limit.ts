/* The console takes this, too: there is no zod here. */

/** Room for a page of text; the text is kept for good, and read with every look at the finding. */
export const LONGEST_NOTE = 4000;
