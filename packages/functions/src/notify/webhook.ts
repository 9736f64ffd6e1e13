import { createHmac } from "node:crypto";
import type { Digest } from "@snapback/core/notice/digest";
import { ChannelError } from "./channel.ts";
import { post } from "./post.ts";

/*
 * Standard Webhooks: whoever receives them has a library for checking the signature.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */

export interface Webhook {
  url: string;
  /** At least 24 bytes in base64, with or without `whsec_` before them. */
  secret: string | undefined;
  now: () => Date;
  timeoutMs?: number;
}

/** Tells any HTTPS endpoint, with a signature. A message that is sent again has the id that it had. */
export function webhookChannel({ url, secret, now, timeoutMs }: Webhook): (digest: Digest) => Promise<void> {
  return async (digest) => {
    const key = keyOf(secret);
    const type = digest.test === undefined ? "snapback.notices" : "snapback.test";
    const body = JSON.stringify({ type, timestamp: digest.at, data: digest });
    const timestamp = String(Math.floor(now().getTime() / 1000));
    const headers = {
      "webhook-id": digest.id,
      "webhook-timestamp": timestamp,
      "webhook-signature": signature(key, digest.id, timestamp, body),
    };
    const { status, retryAfterMs } = await post(url, body, headers, timeoutMs);
    if (status >= 200 && status < 300) return;
    // 410 says that nobody wants them any more; all else may be a deploy on the other side.
    throw new ChannelError(`the webhook answered ${status}`, { retryAfterMs, permanent: status === 410 });
  };
}

/** The signature of one message, in the scheme `v1`. */
export function signature(key: Buffer, id: string, timestamp: string, body: string): string {
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

/** @throws ChannelError for a secret that would not keep anybody out. */
export function keyOf(secret: string | undefined): Buffer {
  if (secret === undefined)
    throw new ChannelError("the webhook has no secret to sign with", { permanent: true });
  const text = secret.replace(/^whsec_/, "");
  const key = Buffer.from(text, "base64");
  const isBase64 = key.toString("base64").replace(/=+$/, "") === text.replace(/=+$/, "");
  if (isBase64 && key.length >= 24) return key;
  throw new ChannelError("the webhook's secret is not the base64 of 24 bytes or more", { permanent: true });
}
