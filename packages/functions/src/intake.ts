import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openBus } from "@snapback/core/bus/publish";
import type { DetectStores } from "./detect.ts";
import { openTable } from "./table.ts";

/** The table and the bus of these names. A module of its own, so that their clients load with the first that is needed. */
export function openStores({ table, bus }: { table: string; bus: string }): DetectStores {
  const { findings, heartbeats } = openTable(table);
  return { findings, heartbeats, publish: openBus(new EventBridgeClient({}), bus) };
}
