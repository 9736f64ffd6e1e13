/**
 * The findings table: its keys, and the indexes that the console's lists and `reconcile` read. Everything about one
 * finding (its occurrences, its activity) shares a partition key. What creates the table, on the laptop or in AWS, takes
 * its shape from here.
 */
export const findingsTable = {
  primaryKey: { hash: "pk", range: "sk" },
  indexes: [
    /** All findings, latest first; then by state, by severity, by detection. */
    { name: "gsi1", hash: "gsi1pk", range: "gsi1sk" },
    { name: "gsi2", hash: "gsi2pk", range: "gsi2sk" },
    { name: "gsi3", hash: "gsi3pk", range: "gsi3sk" },
    { name: "gsi4", hash: "gsi4pk", range: "gsi4sk" },
    /** Sparse: only what `reconcile` has to look at again, by the time when. */
    { name: "gsi5", hash: "gsi5pk", range: "gsi5sk" },
  ],
} as const;
