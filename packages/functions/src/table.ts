import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type FindingStore, openFindings } from "@snapback/core/finding/store";
import { environment } from "./environment.ts";

/** The findings table that this function's environment names. */
export function findingsStore(): FindingStore {
  return openFindings(new DynamoDBClient({}), environment.SNAPBACK_FINDINGS_TABLE);
}
