import { AwsError } from "../aws-error.ts";
import { type HttpReply, header } from "../http.ts";
import type { Protocol } from "./protocol.ts";

interface Form {
  /** The Smithy namespace that the service puts before its error codes. */
  namespace?: string;
  /** The codes that the errors had when the service spoke the query protocol, for clients that still know those. */
  queryCodes?: ReadonlyMap<string, string>;
}

/**
 * https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html; 1.0 differs in the content type alone. A service that
 * came from the query protocol tells its old error codes, too:
 * https://smithy.io/2.0/aws/protocols/aws-query-protocol.html#awsquerycompatible-trait
 */
export function awsJson(version: "1.0" | "1.1", { namespace, queryCodes }: Form = {}): Protocol {
  const reply = (status: number, requestId: string, value: unknown): HttpReply => ({
    status,
    headers: { "content-type": `application/x-amz-json-${version}`, "x-amzn-requestid": requestId },
    body: JSON.stringify(value),
  });
  return {
    read(request) {
      // A service's own name may have dots, too.
      const operation = header(request, "x-amz-target").split(".").at(-1) ?? "";
      const text = request.body.toString("utf8");
      try {
        return { operation, input: text === "" ? {} : JSON.parse(text) };
      } catch (cause) {
        throw new AwsError("SerializationException", "The request body is not valid JSON", 400, { cause });
      }
    },
    result: (_operation, output, requestId) => reply(200, requestId, output),
    error({ code, message, status }, requestId) {
      const type = namespace === undefined ? code : `${namespace}#${code}`;
      const { headers, ...rest } = reply(status, requestId, { __type: type, message });
      const old = queryCodes && `${queryCodes.get(code) ?? code};${status < 500 ? "Sender" : "Receiver"}`;
      return { ...rest, headers: { ...headers, ...(old !== undefined && { "x-amzn-query-error": old }) } };
    },
    unknownOperation: "UnknownOperationException",
  };
}
