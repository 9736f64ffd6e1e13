import { once } from "node:events";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { type HttpReply, type HttpRequest, textReply } from "./http.ts";

/** What calls in progress get on closing before they are cut off. */
const GRACE_MS = 1000;

export interface Listener {
  port: number;
  url: string;
  close(): Promise<void>;
}

export interface Handler {
  answer(request: HttpRequest): Promise<HttpReply>;
  /** How many bytes of body a request with these headers may have. */
  maxBytes(headers: IncomingHttpHeaders): number;
  /** Answers a request whose body is too large: without it, but with the headers. */
  tooLarge(request: HttpRequest): HttpReply;
}

/** Serves over HTTP. */
export async function listen(port: number, host: string, handler: Handler): Promise<Listener> {
  const server = createServer((incoming, response) => {
    reply(server, incoming, response, handler).catch(() => response.destroy());
  });
  server.listen(port, host);
  await once(server, "listening");
  const address = server.address();
  const bound = isAddressInfo(address) ? address.port : port;
  const name = host.includes(":") ? `[${host}]` : host;
  return { port: bound, url: `http://${name}:${bound}`, close: () => close(server) };
}

function isAddressInfo(address: AddressInfo | string | null): address is AddressInfo {
  return typeof address === "object" && address !== null;
}

async function close(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, "close");
  server.close();
  const cutOff = setTimeout(() => server.closeAllConnections(), GRACE_MS);
  await closed;
  clearTimeout(cutOff);
}

async function reply(
  server: Server,
  incoming: IncomingMessage,
  response: ServerResponse,
  handler: Handler,
): Promise<void> {
  const url = URL.parse(incoming.url ?? "/", "http://sandbox");
  const body = await readBody(incoming, handler.maxBytes(incoming.headers));
  const request = {
    method: incoming.method ?? "GET",
    path: url?.pathname ?? "/",
    query: url?.searchParams ?? new URLSearchParams(),
    headers: incoming.headers,
    body: body ?? Buffer.alloc(0),
    remoteAddress: incoming.socket.remoteAddress ?? "",
  };
  const {
    status,
    headers,
    body: text,
  } = body === undefined ? handler.tooLarge(request) : await safely(handler, request);
  response.writeHead(status, {
    ...headers,
    "content-length": Buffer.byteLength(text),
    // A closing server wants its connections back.
    ...(!server.listening && { connection: "close" }),
  });
  response.end(incoming.method === "HEAD" ? undefined : text);
}

async function safely(handler: Handler, request: HttpRequest): Promise<HttpReply> {
  try {
    return await handler.answer(request);
  } catch {
    return textReply(500, "The sandbox failed to answer this request\n");
  }
}

/** Undefined where it is too large. */
async function readBody(incoming: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  // What is too much is read, too, though not kept: a client that still writes would not see the answer.
  for await (const chunk of incoming) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size <= maxBytes) chunks.push(bytes);
  }
  return size <= maxBytes ? Buffer.concat(chunks) : undefined;
}
