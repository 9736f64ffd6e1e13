import { AwsError } from "../aws-error.ts";
import type { HttpReply, HttpRequest } from "../http.ts";
import { members, type Output } from "../output.ts";
import { readBody } from "./aws-chunked.ts";
import type { Protocol } from "./protocol.ts";
import { type Route, requestLine, routeOf, splitHeaders } from "./route.ts";
import { element } from "./xml.ts";
import { readXml } from "./xml-tree.ts";

interface Form {
  xmlns: string;
  routes: readonly Route[];
  /** Where a bucket or an account is in the host's name, it is brought into the path. */
  path?: (request: HttpRequest) => string;
  /** S3's errors stand alone; those of others are in an `ErrorResponse`. */
  wrapsErrors?: boolean;
}

/**
 * https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html. A body is one member of the input, and an answer's body
 * one of the output: named as the root element, and as deep as the document (see `readXml`).
 */
export function restXml({
  xmlns,
  routes,
  path = (request) => request.path,
  wrapsErrors = true,
}: Form): Protocol {
  const byOperation = new Map(routes.map((route) => [route.operation, route]));
  return {
    read(request) {
      const asked = { ...request, path: path(request) };
      const found = routeOf(routes, asked);
      if (found === undefined) return { operation: requestLine(asked), input: {} };
      const { operation, text } = found.route;
      return { operation, input: { ...bodyOf(request, text), ...found.input } };
    },
    result(operation, output, requestId) {
      const route = byOperation.get(operation);
      const { headers, rest } = splitHeaders(route, output);
      return reply(route?.status ?? 200, requestId, headers, answerBody(route, rest, xmlns));
    },
    error({ code, message, status }, requestId) {
      const ids = { RequestId: requestId, HostId: hostId(requestId) };
      const error = { Code: code, Message: message };
      const root = wrapsErrors
        ? element("ErrorResponse", { Error: error, ...ids }, { xmlns })
        : element("Error", { ...error, ...ids });
      return reply(status, requestId, {}, document(root));
    },
    unknownOperation: "NotImplemented",
  };
}

function bodyOf(request: HttpRequest, textMember: string | undefined): Output {
  const text = readBody(request).toString("utf8");
  if (text === "") return {};
  if (textMember !== undefined) return { [textMember]: text };
  try {
    return readXml(text);
  } catch (cause) {
    throw new AwsError(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
      400,
      { cause },
    );
  }
}

function answerBody(route: Route | undefined, rest: Output, xmlns: string): string {
  if (route?.text !== undefined) {
    const text = rest[route.text];
    return typeof text === "string" ? text : "";
  }
  const [root] = members(rest);
  return root === undefined ? "" : document(element(root[0], root[1], { xmlns, isTree: true }));
}

function document(root: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${root}`;
}

function reply(status: number, requestId: string, headers: Record<string, string>, body: string): HttpReply {
  return {
    status,
    headers: {
      ...(body !== "" && { "content-type": "application/xml" }),
      "x-amz-request-id": requestId,
      "x-amz-id-2": hostId(requestId),
      ...headers,
    },
    body,
  };
}

/** S3's second id of a call, for AWS's own people. */
function hostId(requestId: string): string {
  return Buffer.from(`sandbox ${requestId}`).toString("base64");
}
