import { AwsError } from "../aws-error.ts";
import type { Output } from "../output.ts";
import type { Protocol } from "./protocol.ts";
import { type Route, requestLine, routeOf, splitHeaders } from "./route.ts";

interface Form {
  routes: readonly Route[];
  /** The body of an error; its code is in a header. */
  errorBody?: (error: AwsError) => Output;
}

/** https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html */
export function restJson({ routes, errorBody = ({ message }) => ({ message }) }: Form): Protocol {
  const byOperation = new Map(routes.map((route) => [route.operation, route]));
  return {
    read(request) {
      const found = routeOf(routes, request);
      if (found === undefined) return { operation: requestLine(request), input: {} };
      const text = request.body.toString("utf8");
      return { operation: found.route.operation, input: { ...object(text), ...found.input } };
    },
    result(operation, output, requestId) {
      const route = byOperation.get(operation);
      const { status = 200 } = route ?? {};
      const { headers, rest } = splitHeaders(route, output);
      return {
        status,
        headers: { "content-type": "application/json", "x-amzn-requestid": requestId, ...headers },
        body: status === 204 ? "" : JSON.stringify(rest),
      };
    },
    error: (error, requestId) => ({
      status: error.status,
      headers: {
        "content-type": "application/json",
        "x-amzn-errortype": error.code,
        "x-amzn-requestid": requestId,
      },
      body: JSON.stringify(errorBody(error)),
    }),
    unknownOperation: "UnknownOperationException",
  };
}

function object(text: string): object {
  if (text === "") return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new AwsError("SerializationException", "The request body is not valid JSON", 400, { cause });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new AwsError("SerializationException", "The request body is not a JSON object");
}
