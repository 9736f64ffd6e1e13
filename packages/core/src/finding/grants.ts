import type { TableRight } from "../grants/table-right.ts";
import type { findingsTable } from "./table.ts";

type Right = TableRight<(typeof findingsTable.indexes)[number]["name"]>;

const read: Right = { action: "dynamodb:GetItem", on: "table" };
const write: Right = { action: "dynamodb:PutItem", on: "table" };
/** What is due: findings, suspects, notices. */
const due: Right = { action: "dynamodb:Query", on: "gsi5" };

/**
 * What each function does with the findings table, and may do: a test runs all of them and sees that it is this, no more
 * and no less.
 */
export const findingsRights = {
  detect: [read, write],
  /** Its one update counts automatic changes. */
  respond: [read, write, { action: "dynamodb:UpdateItem", on: "table" }],
  reconcile: [read, write, due, { action: "dynamodb:Query", on: "gsi2" }],
  notify: [read, write, due],
  sweep: [read, write],
  heartbeat: [read, write],
  api: [
    read,
    { action: "dynamodb:BatchGetItem", on: "table" },
    { action: "dynamodb:Query", on: "table" },
    { action: "dynamodb:Query", on: "gsi1" },
    { action: "dynamodb:Query", on: "gsi2" },
    { action: "dynamodb:Query", on: "gsi6" },
  ],
} as const satisfies { [who: string]: readonly Right[] };
