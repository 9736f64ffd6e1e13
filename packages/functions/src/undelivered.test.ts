import { once } from "node:events";
import { createServer } from "node:http";
import { expect, it, onTestFinished } from "vitest";
import { openUndelivered } from "./undelivered.ts";

/** A server that answers every call of SQS with this, and what it was asked. */
async function sqs(status: number, answer: unknown) {
  const asked: { region: string | undefined; body: unknown }[] = [];
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      const region = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? "")?.[1];
      asked.push({ region, body: JSON.parse(body) });
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(answer));
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const endpoint = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = { endpoint, credentials, maxAttempts: 1 };
  return { asked, undelivered: openUndelivered({ account: "111122223333", stage: "test" }, client) };
}

it("is how many messages the region's queue for what rules could not deliver has", async () => {
  const { asked, undelivered } = await sqs(200, { Attributes: { ApproximateNumberOfMessages: "4" } });
  expect(await undelivered("eu-central-1")).toBe(4);
  expect(await undelivered("cn-north-1")).toBe(4);
  const attributes = { AttributeNames: ["ApproximateNumberOfMessages"] };
  const name = "111122223333/snapback-test-rule-dead-letters";
  expect(asked).toEqual([
    {
      region: "eu-central-1",
      body: { QueueUrl: `https://sqs.eu-central-1.amazonaws.com/${name}`, ...attributes },
    },
    {
      region: "cn-north-1",
      body: { QueueUrl: `https://sqs.cn-north-1.amazonaws.com.cn/${name}`, ...attributes },
    },
  ]);
});

it.each([
  [200, {}, "does not say how much"],
  [200, { Attributes: { ApproximateNumberOfMessages: "many" } }, "does not say how much"],
  [400, { __type: "com.amazonaws.sqs#QueueDoesNotExist", message: "no such queue" }, "no such queue"],
])("is unknown, and not 0, where SQS answers %i %j", async (status, answer, error) => {
  const { undelivered } = await sqs(status, answer);
  await expect(undelivered("us-east-1")).rejects.toThrow(error);
});
