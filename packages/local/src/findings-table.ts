import { once } from "node:events";
import type { AddressInfo } from "node:net";
import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from "@aws-sdk/client-dynamodb";
import { findingsTable } from "@snapback/core/finding/table";
import { settingsTable } from "@snapback/core/settings/table";
import dynalite from "dynalite";

export interface LocalTable {
  client: DynamoDBClient;
  table: string;
  settingsTable: string;
  url: string;
  close: () => Promise<void>;
}

/** What both tables are declared by. */
interface Shape {
  primaryKey: { hash: string; range: string };
  /** Each with all of an item, or with its keys and `only` these attributes. */
  indexes: readonly { name: string; hash: string; range: string; only?: readonly string[] }[];
}

/**
 * The findings table on dynalite, a DynamoDB-compatible server, and beside it that of the settings: in `folder`, or in
 * memory where that is undefined.
 */
export async function openFindingsTable(folder: string | undefined, region: string): Promise<LocalTable> {
  const server = dynalite({ createTableMs: 0, ...(folder !== undefined && { path: folder }) });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${portOf(server.address())}`;
  const credentials = { accessKeyId: "local", secretAccessKey: "local" };
  const client = new DynamoDBClient({ endpoint: url, region, credentials });
  const table = "snapback-findings";
  await createTable(client, table, findingsTable);
  const settings = "snapback-settings";
  await createTable(client, settings, settingsTable);
  return {
    client,
    table,
    settingsTable: settings,
    url,
    async close() {
      client.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** Creates one of the tables, unless it is there, and waits until it can be used. */
export async function createTable(
  client: DynamoDBClient,
  table: string,
  { primaryKey, indexes }: Shape,
): Promise<void> {
  try {
    await client.send(new DescribeTableCommand({ TableName: table }));
    return;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
  }
  const keySchema = ({ hash, range }: { hash: string; range: string }) => [
    { AttributeName: hash, KeyType: "HASH" as const },
    { AttributeName: range, KeyType: "RANGE" as const },
  ];
  const names = [primaryKey, ...indexes].flatMap(({ hash, range }) => [hash, range]);
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: "S" })),
      KeySchema: keySchema(primaryKey),
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map((index) => ({
          IndexName: index.name,
          KeySchema: keySchema(index),
          Projection: index.only
            ? { ProjectionType: "INCLUDE" as const, NonKeyAttributes: [...index.only] }
            : { ProjectionType: "ALL" as const },
        })),
      }),
    }),
  );
  // dynalite makes the table a turn of the event loop later even with no delay.
  for (;;) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: table }));
    if (Table?.TableStatus === "ACTIVE") return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

function portOf(address: string | AddressInfo | null): number {
  if (typeof address !== "object" || address === null) throw new Error("the table's server has no port");
  return address.port;
}
