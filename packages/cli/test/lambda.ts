import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";

/** What the function answers, or how the call of it ends. */
export type Invoked = { payload: unknown } | { functionError: string } | { refused: string; status: number };

/**
 * An AWS endpoint of which Lambda's Invoke is answered here, and everything else by another endpoint.
 * https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 */
export async function lambdaBefore(
  elsewhere: string,
  invoke: (name: string, event: string) => Promise<Invoked>,
): Promise<string> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => response.destroy(Error("failed", { cause: error })));
  });
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(request.url ?? "")?.[1];
    if (name === undefined) {
      const { host: _, connection: _c, "content-length": _l, expect: _e, ...rest } = request.headers;
      const headers = new Headers();
      for (const [header, value] of Object.entries(rest))
        if (value !== undefined) headers.set(header, String(value));
      const method = request.method ?? "GET";
      const init = method === "GET" ? { method, headers } : { method, headers, body };
      const theirs = await fetch(`${elsewhere}${request.url}`, init);
      const { "content-encoding": _x, ...answered } = Object.fromEntries(theirs.headers);
      response.writeHead(theirs.status, answered).end(Buffer.from(await theirs.arrayBuffer()));
      return;
    }
    const invoked = await invoke(decodeURIComponent(name), body.toString("utf8"));
    if ("refused" in invoked) {
      response.writeHead(invoked.status, { "x-amzn-errortype": invoked.refused });
      response.end(JSON.stringify({ Message: "not authorized to perform: lambda:InvokeFunction" }));
    } else if ("functionError" in invoked) {
      response.writeHead(200, { "x-amz-function-error": invoked.functionError }).end("{}");
    } else {
      response.writeHead(200).end(JSON.stringify(invoked.payload));
    }
  }
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    await once(server.close(), "close");
  });
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
}
