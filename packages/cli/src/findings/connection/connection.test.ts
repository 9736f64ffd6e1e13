import { once } from "node:events";
import { createServer } from "node:http";
import { Command, CommanderError } from "commander";
import { parseResponse } from "hono/client";
import { describe, expect, it, onTestFinished } from "vitest";
import { StageError } from "../../stage/problem.ts";
import { RefusedError } from "./answer.ts";
import { connect, type Where } from "./connection.ts";

const silent = { writeErr: () => {}, writeOut: () => {} };
const command = () => new Command("test").exitOverride().configureOutput(silent);
const open = (where: Partial<Where>, env: Record<string, string> = {}) =>
  connect(command(), { port: 3000, ...where }, env);

/** Answers everything with this. */
async function answering(status: number, body: unknown, type = "application/problem+json") {
  const authorizations: (string | undefined)[] = [];
  const server = createServer(({ headers }, response) => {
    authorizations.push(headers.authorization);
    response
      .writeHead(status, { "content-type": type })
      .end(typeof body === "string" ? body : JSON.stringify(body));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(async () => {
    server.closeAllConnections();
    await once(server.close(), "close");
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return { port, url: `http://127.0.0.1:${port}`, authorizations };
}

const problem = (title: string, detail: string) => ({ type: "about:blank", title, detail, status: 0 });

describe("connect", () => {
  it("wants to know which Snapback is meant, and one alone", async () => {
    await expect(open({})).rejects.toThrow(/which Snapback\?/);
    await expect(open({ laptop: true, stage: "trial" })).rejects.toThrow(/exclude each other/);
    await expect(open({ stage: "trial", api: "https://example.com" })).rejects.toThrow(CommanderError);
  });

  it("tells the options that lead to the same place again", async () => {
    expect((await open({ laptop: true })).options).toBe("--laptop");
    expect((await open({ laptop: true, port: 4000 })).options).toBe("--laptop --port 4000");
    for (const api of [
      "https://example.com",
      "https://example.com/",
      "https://example.com/api",
      "https://example.com/api/",
    ])
      expect((await open({ api })).options).toBe("--api https://example.com");
    expect((await open({ api: "https://example.com/x/api" })).options).toBe("--api https://example.com/x");
  });

  it.each([
    "example.com",
    "ftp://example.com",
    "http://example.com",
    "http://127.0.0.1.example.com",
    "file:///etc",
  ])("sends nothing to %s", async (url) => {
    await expect(open({ api: url })).rejects.toThrow(CommanderError);
  });

  it("sends the token to the API, and not to the laptop", async () => {
    const { port, url, authorizations } = await answering(200, { findings: [] }, "application/json");
    const env = { SNAPBACK_TOKEN: "a.b-c_d" };
    for (const where of [{ api: url }, { laptop: true as const, port }]) {
      const { api: client, ask } = await open(where, env);
      expect(await ask(parseResponse(client.findings.$get({ query: {} })))).toEqual({ findings: [] });
    }
    expect(authorizations).toEqual(["Bearer a.b-c_d", undefined]);
  });

  it.each(["a b", "a\nb", "Bearer a", "\u202e"])(
    "takes no token like %j, and does not repeat it",
    async (token) => {
      const failed = open({ api: "https://example.com" }, { SNAPBACK_TOKEN: token });
      await expect(failed).rejects.toThrow(StageError);
      await expect(failed).rejects.not.toThrow(token);
    },
  );

  it("tells the API's refusals in its own words", async () => {
    for (const status of [403, 404, 409]) {
      const { url } = await answering(status, problem("Not possible now", "It is undone."));
      const { api: client, ask } = await open({ api: url });
      await expect(ask(parseResponse(client.settings.$get()))).rejects.toThrow(
        new RefusedError("Not possible now: It is undone."),
      );
    }
  });

  it("says what to do where the API does not know who asks", async () => {
    const { url } = await answering(401, problem("Not signed in", "The access token has expired."));
    const ask = async (env: Record<string, string>) => {
      const connection = await open({ api: url }, env);
      return connection.ask(parseResponse(connection.api.settings.$get()));
    };
    const told =
      "Not signed in: The access token has expired. Set SNAPBACK_TOKEN to an access token of the console's sign-in.";
    await expect(ask({})).rejects.toThrow(new StageError(told));
    await expect(ask({ SNAPBACK_TOKEN: "t" })).rejects.toThrow(/ What it is set to is not accepted\.$/);
  });

  it.each([
    [
      500,
      { title: "Internal error", detail: "Its log has the reason." },
      "application/json",
      "Internal error: Its log has the reason.",
    ],
    [
      400,
      problem("Invalid request", "hours: too many"),
      "application/problem+json",
      "Invalid request: hours: too many",
    ],
    [504, "<html>", "text/html", "The API answered HTTP 504."],
    [403, "<html>", "text/html", "The API answered HTTP 403."],
    [200, "<html>", "application/json", "Something other than Snapback's API answers there."],
    [200, "<html>", "text/html", "Something other than Snapback's API answers there."],
  ])("tells an answer that is none: %d %o", async (status, body, type, words) => {
    const { port } = await answering(status, body, type);
    const { api: client, ask } = await open({ laptop: true, port });
    await expect(ask(parseResponse(client.settings.$get()))).rejects.toThrow(words);
  });
});
