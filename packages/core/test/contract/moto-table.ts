import { randomUUID } from "node:crypto";
import { DynamoDBClient, DynamoDBServiceException } from "@aws-sdk/client-dynamodb";
import { inject } from "vitest";
import { createTable, type LocalTable } from "../../../local/src/findings-table.ts";
import { findingsTable } from "../../src/finding/table.ts";
import { settingsTable } from "../../src/settings/table.ts";

/** Both tables, on moto's DynamoDB in place of dynalite, under names that nobody else uses. */
export async function openFindingsTable(_folder: undefined, region: string): Promise<LocalTable> {
  const url = inject("motoTables");
  // Those of the tests' own clients: moto tells accounts by them.
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  refuseBadStartKeys(client);
  const id = randomUUID();
  const [table, settings] = [`findings-${id}`, `settings-${id}`];
  await createTable(client, table, findingsTable);
  await createTable(client, settings, settingsTable);
  return { client, table, settingsTable: settings, url, close: async () => client.destroy() };
}

/** moto crashes on a start key that is none of the index's, where DynamoDB refuses it. */
function refuseBadStartKeys(client: DynamoDBClient): void {
  client.middlewareStack.add(
    (next) => async (args) => {
      try {
        return await next(args);
      } catch (cause) {
        const { input } = args;
        const began = "ExclusiveStartKey" in input && input.ExclusiveStartKey !== undefined;
        if (!began || !(cause instanceof SyntaxError)) throw cause;
        throw new DynamoDBServiceException({
          name: "ValidationException",
          message: "The provided starting key is invalid",
          $fault: "client",
          $metadata: {},
        });
      }
    },
    { step: "initialize" },
  );
}

export type { LocalTable };
