import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePorts } from "../../../../local/test/npm-start.ts";
import { StageError } from "../../stage/problem.ts";
import { IDEMPOTENCY_KEY, openHttp } from "./http.ts";

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that answers the first request as the first says, and so on, the last time and again. */
async function serve(...answers: Answer[]) {
  const headers: IncomingMessage["headers"][] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    answers[Math.min(headers.length, answers.length) - 1]?.(response, request);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    await once(server.close(), "close");
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/api/x`, headers };
}

const status =
  (code: number): Answer =>
  (response) =>
    void response.writeHead(code, { location: "/elsewhere" }).end("{}");
const hangUp: Answer = (response) => void response.destroy();

const keyed = { method: "POST", headers: { [IDEMPOTENCY_KEY]: "k-1" } };

describe("openHttp", () => {
  it("sends the token, where there is one", async () => {
    const { url, headers } = await serve(status(200));
    await openHttp("t.o.k", "")(url, { headers: { accept: "x" } });
    await openHttp(undefined, "")(url);
    expect(headers.map(({ authorization, accept }) => [authorization, accept])).toEqual([
      ["Bearer t.o.k", "x"],
      [undefined, "*/*"],
    ]);
  });

  it.each([
    ["a reading", {}],
    ["a change with a key", keyed],
  ])("sends %s again, the same, where no answer came", async (_, init) => {
    const { url, headers } = await serve(hangUp, status(503), status(200));
    expect((await openHttp(undefined, "")(url, init)).status).toBe(200);
    expect(headers).toHaveLength(3);
    expect(new Set(headers.map((one) => one["idempotency-key"])).size).toBe(1);
  });

  it("does not send a change without a key again", async () => {
    const { url, headers } = await serve(hangUp);
    await expect(openHttp(undefined, "")(url, { method: "POST" })).rejects.toThrow(StageError);
    expect(headers).toHaveLength(1);
  });

  it("gives up after some tries, and hands on what was answered last", async () => {
    const silent = await serve(hangUp);
    await expect(openHttp(undefined, "Do this.")(silent.url)).rejects.toThrow(
      /^No answer came from http:\/\/127\.0\.0\.1:\d+ \(.+\)\. Do this\.$/,
    );
    expect(silent.headers).toHaveLength(3);
    const busy = await serve(status(429));
    expect((await openHttp(undefined, "")(busy.url)).status).toBe(429);
    expect(busy.headers).toHaveLength(3);
  });

  it.each([200, 401, 404, 409, 500])("takes %d for an answer", async (code) => {
    const { url, headers } = await serve(status(code));
    expect((await openHttp(undefined, "")(url)).status).toBe(code);
    expect(headers).toHaveLength(1);
  });

  it("carries no token to where a redirect leads", async () => {
    const { url, headers } = await serve(status(307), status(200));
    await expect(openHttp("t", "")(url, { method: "POST" })).rejects.toThrow(/^No answer came/);
    expect(headers).toHaveLength(1);
  });

  it("says what to do where nothing listens", async () => {
    const { port } = await freePorts();
    await expect(openHttp(undefined, "Run npm start.")(`http://127.0.0.1:${port}/api`)).rejects.toThrow(
      `Nothing answers at http://127.0.0.1:${port}. Run npm start.`,
    );
  });
});
