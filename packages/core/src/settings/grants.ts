import type { findingsRights } from "../finding/grants.ts";
import type { TableRight } from "../grants/table-right.ts";
import type { settingsTable } from "./table.ts";

type Right = TableRight<(typeof settingsTable.indexes)[number]["name"]>;

const get: Right = { action: "dynamodb:GetItem", on: "table" };
const list: Right = { action: "dynamodb:Query", on: "table" };
const listByTime: Right = { action: "dynamodb:Query", on: "gsi1" };

/**
 * What each function does with the settings table, and may do. The API alone adds to it, and nobody changes what is there:
 * who acts on settings and approvals can't make any.
 */
export const settingsRights = {
  detect: [list],
  respond: [list],
  reconcile: [list, listByTime],
  /** Who asked for which test of a channel. */
  notify: [get],
  sweep: [list],
  heartbeat: [],
  api: [get, { action: "dynamodb:PutItem", on: "table" }, list, listByTime],
} as const satisfies { [who in keyof typeof findingsRights]: readonly Right[] };
