import { createHmac } from "node:crypto";
import { digestFor } from "@snapback/core/notice/digest";
import { describe, expect, it } from "vitest";
import { noticeOn } from "../../../core/test/notices.ts";
import { openReceiver, type Received } from "../../test/receiver.ts";
import { keyOf, signature, webhookChannel } from "./webhook.ts";

const key = Buffer.alloc(24, "k");
const secret = `whsec_${key.toString("base64")}`;
const at = new Date("2026-11-23T08:01:00.900Z");
const digest = digestFor([noticeOn("fnd_ü")], new Map(), { console: "https://console.example", now: at });

/** As the specification tells a receiver to do it. */
function verified({ headers, body }: Received): boolean {
  const content = [headers["webhook-id"], headers["webhook-timestamp"], body].join(".");
  const expected = createHmac("sha256", key).update(Buffer.from(content, "utf8")).digest("base64");
  return headers["webhook-signature"] === `v1,${expected}`;
}

describe("the webhook", () => {
  it("gets the digest, signed, with its time", async () => {
    const receiver = await openReceiver();
    await webhookChannel({ url: receiver.url, secret, now: () => at })(digest);
    const [received] = receiver.requests;
    expect(received && verified(received)).toBe(true);
    expect(received?.headers["webhook-timestamp"]).toBe(String(Math.floor(at.getTime() / 1000)));
    expect(JSON.parse(received?.body ?? "")).toEqual({
      type: "snapback.notices",
      timestamp: at.toISOString(),
      data: digest,
    });
  });

  it("gets the same id with a later time when it is tried again", async () => {
    const receiver = await openReceiver(500);
    let now = at;
    const send = webhookChannel({ url: receiver.url, secret, now: () => now });
    await expect(send(digest)).rejects.toThrow("answered 500");
    now = new Date(at.getTime() + 60_000);
    receiver.reply = 204;
    await send(digest);
    const [first, second] = receiver.requests;
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    expect(second?.headers["webhook-timestamp"]).not.toBe(first?.headers["webhook-timestamp"]);
    expect(receiver.requests.every(verified)).toBe(true);
  });

  it.each([
    [500, false],
    [404, false],
    [401, false],
    [304, false],
    [410, true],
  ])("is given up for good on %i: %s", async (status, permanent) => {
    const receiver = await openReceiver(status);
    await expect(webhookChannel({ url: receiver.url, secret, now: () => at })(digest)).rejects.toMatchObject({
      name: "ChannelError",
      message: `the webhook answered ${status}`,
      permanent,
    });
  });

  it("waits for as long as it says", async () => {
    const receiver = await openReceiver((response) => response.writeHead(503, { "retry-after": "7" }).end());
    await expect(webhookChannel({ url: receiver.url, secret, now: () => at })(digest)).rejects.toMatchObject({
      retryAfterMs: 7000,
    });
  });

  it("gives up after its time", async () => {
    const receiver = await openReceiver(() => {});
    await expect(
      webhookChannel({ url: receiver.url, secret, now: () => at, timeoutMs: 50 })(digest),
    ).rejects.toMatchObject({ permanent: false });
  });

  it.each([
    undefined,
    "",
    "whsec_",
    "c2hvcnQ=",
    "whsec_no base64, but long enough to be a key if nobody looked",
    "x".repeat(31),
  ])("is sent nothing with the secret %j", async (poor) => {
    const receiver = await openReceiver();
    const error: unknown = await webhookChannel({ url: receiver.url, secret: poor, now: () => at })(
      digest,
    ).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: "ChannelError", permanent: true });
    expect(String(error)).not.toContain(poor || "whsec_");
    expect(receiver.requests).toEqual([]);
  });
});

describe("the signature", () => {
  it("is the one that the specification's own libraries make", () => {
    const example = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    for (const spelled of [example, `whsec_${example}`]) {
      const signed = signature(
        keyOf(spelled),
        "msg_p5jXN8AQM9LWM0D4loKWxJek",
        "1614265330",
        '{"test": 2432232314}',
      );
      expect(signed).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }
  });
});
