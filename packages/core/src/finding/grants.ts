import type { findingsTable } from "./table.ts";

/** A DynamoDB action on the findings table itself, or on one of its indexes. */
export interface TableRight {
  action: `dynamodb:${string}`;
  on: "table" | (typeof findingsTable.indexes)[number]["name"];
}

const read: TableRight = { action: "dynamodb:GetItem", on: "table" };
const write: TableRight = { action: "dynamodb:PutItem", on: "table" };

/**
 * What each function does with the findings table, and may do: a test runs all of them and sees that it is this, no more
 * and no less.
 */
export const findingsRights = {
  detect: [read, write],
  /** Its one update counts automatic changes. */
  respond: [read, write, { action: "dynamodb:UpdateItem", on: "table" }],
  reconcile: [{ action: "dynamodb:Query", on: "gsi5" }],
  heartbeat: [read, write],
  api: [
    read,
    { action: "dynamodb:Query", on: "table" },
    { action: "dynamodb:Query", on: "gsi1" },
    { action: "dynamodb:Query", on: "gsi2" },
    { action: "dynamodb:Query", on: "gsi3" },
    { action: "dynamodb:Query", on: "gsi4" },
  ],
} as const satisfies { [who: string]: readonly TableRight[] };
