import { createServer } from "node:http";
import { EC2Client } from "@aws-sdk/client-ec2";
import { expect, it, onTestFinished } from "vitest";
import { awsFailure, awsWords } from "../error.ts";
import { flowLogCalls } from "./flow-log-client.ts";
import type { FlowLogRequest } from "./flow-log-operations.ts";

/** EC2 says of the one flow log that a call is about why not, in an answer with status 200. */
async function openEc2(operation: string, unsuccessful: string) {
  const xmlns = "http://ec2.amazonaws.com/doc/2016-11-15/";
  const answer = `<${operation}Response xmlns="${xmlns}"><requestId>1</requestId><unsuccessful>${unsuccessful}</unsuccessful></${operation}Response>`;
  const server = createServer((_request, response) => response.end(answer));
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  const client = new EC2Client({ endpoint: `http://127.0.0.1:${port}`, region: "us-east-1", credentials });
  onTestFinished(async () => {
    client.destroy();
    await new Promise((closed) => server.close(closed));
  });
  return flowLogCalls(client);
}
const refused = (code: string) =>
  `<item><resourceId>fl-0a</resourceId><error><code>${code}</code><message>no such</message></error></item>`;
const request: FlowLogRequest = {
  ResourceIds: ["vpc-0a"],
  ResourceType: "VPC",
  LogDestinationType: "s3",
  LogDestination: "arn:aws:s3:::logs",
};

async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => undefined,
    (error: unknown) => error,
  );
}

it("what is refused within an answer is an error like any other of AWS's", async () => {
  const { DeleteFlowLogs } = await openEc2("DeleteFlowLogs", refused("InvalidFlowLogId.NotFound"));
  const error = await errorOf(DeleteFlowLogs({ FlowLogIds: ["fl-0a"] }));
  expect(awsFailure(error)).toBe("gone");
  expect(awsWords(error)).toEqual({ code: "InvalidFlowLogId.NotFound", message: "no such" });
});

it("so is a flow log that is not made", async () => {
  const { CreateFlowLogs } = await openEc2("CreateFlowLogs", refused("400"));
  expect(awsFailure(await errorOf(CreateFlowLogs(request)))).toBe("refused");
});

it("an answer that refuses nothing is none", async () => {
  const { CreateFlowLogs } = await openEc2("CreateFlowLogs", "");
  expect(await CreateFlowLogs(request)).toMatchObject({ Unsuccessful: [] });
});
