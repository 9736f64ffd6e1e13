import { once } from "node:events";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";

/** In a script: what was asked for is not there. */
export const GONE = {};

/** An API that gives these answers, one after the other and the last again (`undefined`: it fails); and what it was asked. */
export async function scriptedApi(...answers: unknown[]) {
  const asked: string[] = [];
  const server = createServer(({ method, url = "" }, response) => {
    asked.push(`${method} ${url}`);
    const answer = answers[Math.min(asked.length, answers.length) - 1];
    const status = answer === undefined ? 500 : answer === GONE ? 404 : 200;
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(answer ?? {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    await once(server.close(), "close");
  });
  const address = server.address();
  return { port: typeof address === "object" && address !== null ? address.port : 0, asked };
}
