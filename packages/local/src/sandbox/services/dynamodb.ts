import { type HttpReply, type HttpRequest, header } from "../http.ts";

/** A call's largest body: that of a BatchWriteItem. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html */
export const DYNAMODB_BODY_BYTES = 16 * 1024 * 1024;

const passedOn = ["authorization", "content-type", "x-amz-date", "x-amz-security-token", "x-amz-target"];
const passedBack = ["content-type", "x-amz-crc32", "x-amzn-requestid"];

/**
 * Amazon DynamoDB: a call goes on as it is to a compatible server, which is not the sandbox's, and so it is neither in
 * the sandbox's call log nor has it a CloudTrail record.
 */
export async function forwardToDynamoDb(request: HttpRequest, server: string): Promise<HttpReply> {
  const { method, query, body } = request;
  const url = new URL(`/?${query.toString()}`, server);
  const headers = new Headers({ "accept-encoding": "identity" });
  for (const name of passedOn) {
    const value = header(request, name);
    if (value !== "") headers.set(name, value);
  }
  const hasBody = method !== "GET" && method !== "HEAD";
  const answer = await fetch(url, { method, headers, ...(hasBody && { body: new Uint8Array(body) }) });
  const back = passedBack.flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { status: answer.status, headers: Object.fromEntries(back), body: await answer.text() };
}
