import { type AttributeValue, BatchWriteItemCommand, ScanCommand } from "@aws-sdk/client-dynamodb";
import type { LocalTable } from "../../src/findings-table.ts";
import { outboxPrefix } from "../../src/sandbox/outbox.ts";
import type { Storage } from "../../src/storage.ts";

/** What BatchWriteItem takes at once. */
const BATCH = 25;

/** What is kept of a world, for others to begin with. */
export interface Saved {
  tables: { name: string; items: Record<string, AttributeValue>[] }[];
  account: [key: string, value: unknown][];
}

export async function save(tables: LocalTable, storage: Storage): Promise<Saved> {
  const account = await storage.entries("");
  return {
    tables: await Promise.all(
      [tables.table, tables.settingsTable].map(async (name) => {
        const { Items: items = [] } = await tables.client.send(new ScanCommand({ TableName: name }));
        return { name, items };
      }),
    ),
    // Its records have been handed over, or are among the world's events.
    account: account.filter(([key]) => !key.startsWith(outboxPrefix)),
  };
}

export async function restore(saved: Saved, tables: LocalTable, storage: Storage): Promise<void> {
  await storage.write(saved.account);
  for (const { name, items } of saved.tables) {
    for (let start = 0; start < items.length; start += BATCH) {
      const puts = items.slice(start, start + BATCH).map((Item) => ({ PutRequest: { Item } }));
      await tables.client.send(new BatchWriteItemCommand({ RequestItems: { [name]: puts } }));
    }
  }
}
