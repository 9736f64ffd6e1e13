import { randomBytes } from "node:crypto";
import { once } from "node:events";
import {
  BatchWriteItemCommand,
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import dynalite from "dynalite";
import { describe, expect, onTestFinished, test } from "vitest";
import { openTestSandbox, rawCall, refusal } from "../test-sandbox.ts";

const TableName = "findings";

async function openTables() {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const opened = await openTestSandbox({ dynamoDb: `http://127.0.0.1:${port}` });
  const dynamo = opened.sdk(DynamoDBClient);
  await dynamo.send(
    new CreateTableCommand({
      TableName,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
    }),
  );
  return { ...opened, dynamo };
}

function put(...items: { pk: string; data: string }[]) {
  const requests = items.map(({ pk, data }) => ({
    PutRequest: { Item: { pk: { S: pk }, data: { S: data } } },
  }));
  return new BatchWriteItemCommand({ RequestItems: { [TableName]: requests } });
}

describe("DynamoDB's calls", () => {
  test("go on to the server that has the tables, and leave no trace here", async () => {
    const { dynamo, sandbox, records } = await openTables();
    await dynamo.send(put({ pk: "ä", data: "<&>" }));
    const { Item } = await dynamo.send(new GetItemCommand({ TableName, Key: { pk: { S: "ä" } } }));
    expect(Item).toEqual({ pk: { S: "ä" }, data: { S: "<&>" } });
    expect(sandbox.calls()).toEqual([]);
    expect(records).toEqual([]);
  });

  test("come back refused, where that server refuses them", async () => {
    const { dynamo } = await openTables();
    const get = new GetItemCommand({ TableName: "other", Key: { pk: { S: "a" } } });
    expect(await refusal(dynamo.send(get))).toMatchObject({ name: "ResourceNotFoundException", status: 400 });
  });

  test("may be larger than others, as DynamoDB's are", async () => {
    const { dynamo, url } = await openTables();
    const data = randomBytes(150_000).toString("hex");
    await dynamo.send(put(...Array.from({ length: 10 }, (_, n) => ({ pk: String(n), data }))));
    const answer = await rawCall(url, "dynamodb", "x".repeat(16 * 1024 * 1024 + 1), {
      headers: { "content-type": "application/x-amz-json-1.0", "x-amz-target": "DynamoDB_20120810.GetItem" },
    });
    expect(answer.status).toBe(413);
    expect(await answer.json()).toMatchObject({ message: "The request body is larger than 16 MiB" });
  });
});

test("without such a server, DynamoDB is not in the sandbox", async () => {
  const { sdk } = await openTestSandbox();
  const get = new GetItemCommand({ TableName, Key: { pk: { S: "a" } } });
  expect(await refusal(sdk(DynamoDBClient).send(get))).toMatchObject({
    name: "UnknownOperationException",
    message: expect.stringContaining("the service dynamodb is not in the sandbox"),
  });
});
