import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** What every entity in the findings table is made with. */
export function tableConfig(dynamo: DynamoDBClient, table: string) {
  const client = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
  return { client, table };
}

/** How electrodb tells the table's kinds of items apart. */
export function model(entity: string) {
  return { service: "snapback", entity, version: "1" };
}

/** Did a write's condition not hold? */
export function isConditionFailure(error: unknown): boolean {
  return causes(error).some(
    ({ name, message }) =>
      name === "ConditionalCheckFailedException" || /conditional request failed/i.test(message),
  );
}

/** An error and what caused it: electrodb wraps what the SDK throws. */
export function causes(error: unknown): Error[] {
  return error instanceof Error ? [error, ...causes(error.cause)] : [];
}
