import type { IncomingHttpHeaders } from "node:http";

export interface HttpRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: Buffer;
  remoteAddress: string;
}

export interface HttpReply {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function header(request: HttpRequest, name: string): string {
  const value = request.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
}

/** The media type alone, without parameters such as the charset. */
export function contentType(request: HttpRequest): string {
  return header(request, "content-type").split(";", 1).join("").trim().toLowerCase();
}

export function textReply(status: number, text: string): HttpReply {
  return { status, headers: { "content-type": "text/plain; charset=utf-8" }, body: text };
}

export function jsonReply(status: number, value: unknown): HttpReply {
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(value) };
}
