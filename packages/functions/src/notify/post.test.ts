import { once } from "node:events";
import { createServer } from "node:http";
import { describe, expect, it } from "vitest";
import { openReceiver } from "../../test/receiver.ts";
import { ChannelError } from "./channel.ts";
import { post } from "./post.ts";

/** What went wrong; an error if nothing did. */
async function refusal(url: string, timeoutMs?: number): Promise<ChannelError> {
  const error: unknown = await post(url, "{}", {}, timeoutMs).catch((thrown: unknown) => thrown);
  if (error instanceof ChannelError) return error;
  throw new Error("it went through", { cause: error });
}

/** An address at which nobody listens any more. */
async function closedUrl(): Promise<string> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  server.close();
  await once(server, "close");
  return `http://127.0.0.1:${port}/s3cret`;
}

describe("post", () => {
  it("sends JSON, and answers what came back", async () => {
    const receiver = await openReceiver((response) => response.writeHead(418).end("short and stout"));
    const answer = await post(receiver.url, '{"a":"ü"}', { "x-own": "1" });
    expect(answer).toEqual({ status: 418, text: "short and stout", retryAfterMs: undefined });
    expect(receiver.requests).toMatchObject([
      {
        path: "/services/T0/B0/s3cret",
        body: '{"a":"ü"}',
        headers: { "content-type": "application/json", "x-own": "1" },
      },
    ]);
  });

  it("reads of an answer no more than its beginning, and does not wait for its end", async () => {
    const receiver = await openReceiver((response) => {
      response.writeHead(500);
      response.write("x".repeat(100_000));
    });
    expect((await post(receiver.url, "{}", {})).text).toBe("x".repeat(200));
  });

  it("takes a body that is empty", async () => {
    const receiver = await openReceiver((response) => response.writeHead(500).end());
    expect(await post(receiver.url, "{}", {})).toMatchObject({ status: 500, text: "" });
    receiver.reply = 204;
    expect(await post(receiver.url, "{}", {})).toMatchObject({ status: 204, text: "" });
  });

  it("is done once the other side has taken it, whatever that goes on to say, and for how long", async () => {
    const receiver = await openReceiver((response) => void response.writeHead(200).write("o"));
    expect(await post(receiver.url, "{}", {}, 5_000)).toMatchObject({ status: 200, text: "" });
  });

  it.each([
    ["120", 120_000],
    ["0", 0],
    ["Mon, 01 Jan 2001 00:00:00 GMT", 0],
    ["soon", undefined],
    ["-1", undefined],
  ])("reads Retry-After: %s", async (header, retryAfterMs) => {
    const receiver = await openReceiver((response) =>
      response.writeHead(429, { "retry-after": header }).end(),
    );
    expect((await post(receiver.url, "{}", {})).retryAfterMs).toBe(retryAfterMs);
  });

  it("waits until the date that Retry-After names", async () => {
    const date = new Date(Date.now() + 600_000).toUTCString();
    const receiver = await openReceiver((response) => response.writeHead(503, { "retry-after": date }).end());
    const { retryAfterMs = 0 } = await post(receiver.url, "{}", {});
    expect(retryAfterMs).toBeGreaterThan(500_000);
    expect(retryAfterMs).toBeLessThanOrEqual(600_000);
  });

  it("gives up a server that does not answer, or does not finish", async () => {
    const silent = await openReceiver(() => {});
    const unfinished = await openReceiver((response) => void response.writeHead(500).write("o"));
    for (const { url } of [silent, unfinished]) {
      const error = await refusal(url, 50);
      expect(error.message).toBe("127.0.0.1 gave no answer: it took too long");
      expect(error.permanent).toBe(false);
    }
  });

  it("follows nobody elsewhere", async () => {
    const elsewhere = await openReceiver();
    const receiver = await openReceiver((response) =>
      response.writeHead(307, { location: elsewhere.url }).end(),
    );
    expect((await refusal(receiver.url)).message).toMatch(/^127\.0\.0\.1 gave no answer: .*redirect/);
    expect(elsewhere.requests).toEqual([]);
  });

  it("says in words that a connection was closed, or not made", async () => {
    const closing = await openReceiver((response) => void response.destroy());
    expect((await refusal(closing.url)).message).toMatch(
      /^127\.0\.0\.1 gave no answer: (UND_ERR_SOCKET|ECONNRESET)$/,
    );
    expect((await refusal(await closedUrl())).message).toBe("127.0.0.1 gave no answer: ECONNREFUSED");
  });

  it.each([
    ["http://hooks.example.com/s3cret", "the webhook's URL is not https"],
    ["http://127.0.0.1.evil.example/s3cret", "the webhook's URL is not https"],
    ["http://169.254.169.254/s3cret", "the webhook's URL is not https"],
    ["file:///etc/s3cret", "the webhook's URL is not https"],
    ["https://user:s3cret@127.0.0.1:9/", "the webhook's URL has a user name or a password in it"],
    ["ftp://127.0.0.1/s3cret", "the webhook's URL is not https"],
    ["https://s3cret@127.0.0.1:9/", "the webhook's URL has a user name or a password in it"],
    ["https://:s3cret@127.0.0.1:9/", "the webhook's URL has a user name or a password in it"],
    ["s3cret", "the webhook's URL is none"],
  ])("refuses %s for good", async (url, words) => {
    const error = await refusal(url);
    expect([error.message, error.permanent]).toEqual([words, true]);
  });

  it.each(["https://127.0.0.1:9/s3cret", "http://localhost:9/s3cret", "http://[::1]:9/s3cret"])(
    "would send to %s, and names of it only the host",
    async (host) => {
      const error = await refusal(host.replace(":9/", `:${new URL(await closedUrl()).port}/`));
      expect(error.permanent).toBe(false);
      expect(`${error.stack} ${String(error.cause)}`).not.toContain("s3cret");
    },
  );
});
