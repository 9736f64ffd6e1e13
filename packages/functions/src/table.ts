import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { openFindings } from "@snapback/core/finding/store";
import { openHeartbeats } from "@snapback/core/heartbeat/store";
import { openChangeCount } from "@snapback/core/response/cap";

/** What is kept in the table of this name, in this function's account and region. */
export function openTable(table: string) {
  const client = new DynamoDBClient({});
  return {
    findings: openFindings(client, table),
    heartbeats: openHeartbeats(client, table),
    changes: openChangeCount(client, table),
  };
}
