/**
 * The findings table: its keys, and the indexes that the console's lists and `reconcile` read. Everything about one
 * finding (its occurrences, its activity) shares a partition key. What creates the table, on the laptop or in AWS, takes
 * its shape from here.
 */
export const findingsTable = {
  primaryKey: { hash: "pk", range: "sk" },
  indexes: [
    /** All activity, by time. */
    { name: "gsi1", hash: "gsi1pk", range: "gsi1sk" },
    /** Findings by state, by the time at which they were last seen. */
    { name: "gsi2", hash: "gsi2pk", range: "gsi2sk" },
    /** All findings' rows, by the time at which they were last written: with nothing but what lists and counts take. */
    { name: "gsi6", hash: "gsi6pk", range: "gsi6sk", only: ["row", "changedAt"] },
    /** Sparse: only what `reconcile` has to look at again, by the time when. */
    { name: "gsi5", hash: "gsi5pk", range: "gsi5sk" },
  ],
} as const;
