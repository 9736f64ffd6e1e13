import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

export interface Received {
  path: string | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What a receiver does with a request: the status it answers, or something of its own. */
export type Reply = number | ((response: ServerResponse) => void);

/** A server on this machine that takes what is sent to people, and answers as the test says: 200 at first. */
export async function openReceiver(first: Reply = 200) {
  const requests: Received[] = [];
  const receiver = { reply: first, requests, url: "" };
  const server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk: Buffer) => (body += chunk.toString("utf8")));
    request.on("end", () => {
      requests.push({ path: request.url, headers: request.headers, body });
      const { reply } = receiver;
      if (typeof reply === "function") reply(response);
      else response.writeHead(reply).end("ok");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  receiver.url = `http://127.0.0.1:${port}/services/T0/B0/s3cret`;
  return receiver;
}
