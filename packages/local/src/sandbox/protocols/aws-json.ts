import { AwsError } from "../aws-error.ts";
import { type HttpReply, header } from "../http.ts";
import type { Protocol } from "./protocol.ts";

/** https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html; 1.0 differs in the content type alone. */
export function awsJson(version: "1.0" | "1.1"): Protocol {
  const reply = (status: number, requestId: string, value: unknown): HttpReply => ({
    status,
    headers: { "content-type": `application/x-amz-json-${version}`, "x-amzn-requestid": requestId },
    body: JSON.stringify(value),
  });
  return {
    read(request) {
      const [, operation = ""] = header(request, "x-amz-target").split(".", 2);
      const text = request.body.toString("utf8");
      try {
        return { operation, input: text === "" ? {} : JSON.parse(text) };
      } catch (cause) {
        throw new AwsError("SerializationException", "The request body is not valid JSON", 400, { cause });
      }
    },
    result: (_operation, output, requestId) => reply(200, requestId, output),
    error: ({ code, message, status }, requestId) => reply(status, requestId, { __type: code, message }),
    unknownOperation: "UnknownOperationException",
  };
}
