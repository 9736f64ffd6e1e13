import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { openReceiver } from "../../test/receiver.ts";
import { openDeadLetters } from "./dead-letters.ts";

const body = '{"type":"notice.dead-letter"}';

it("puts what could not be told into the queue, or says that it could not", async () => {
  const receiver = await openReceiver((response) => {
    const MD5OfMessageBody = createHash("md5").update(body).digest("hex");
    response
      .writeHead(200, { "content-type": "application/x-amz-json-1.0" })
      .end(JSON.stringify({ MessageId: "1", MD5OfMessageBody }));
  });
  const endpoint = new URL(receiver.url).origin;
  const queueUrl = `${endpoint}/111122223333/snapback-test-function-dead-letters`;
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const deadLetter = openDeadLetters(queueUrl, {
    endpoint,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
  });
  await deadLetter(body);
  expect(receiver.requests.map((request) => JSON.parse(request.body))).toEqual([
    { QueueUrl: queueUrl, MessageBody: body },
  ]);
  receiver.reply = 500;
  await expect(deadLetter(body)).rejects.toThrow(/./);
});
