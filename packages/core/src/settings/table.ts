/**
 * The table of settings and approvals: what people decided. `detect` and `respond` can only read it, so that neither a
 * forged record nor a fault in a response can change what Snapback may do.
 */
export const settingsTable = {
  primaryKey: { hash: "pk", range: "sk" },
  indexes: [
    /** All entries by time: what people did, and what `reconcile` has to see followed. */
    { name: "gsi1", hash: "gsi1pk", range: "gsi1sk" },
  ],
} as const;
