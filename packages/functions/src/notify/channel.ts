import type { Listener } from "@snapback/core/notice/delivery";
import type { Digest } from "@snapback/core/notice/digest";

/** A way to tell people. */
export interface Channel extends Listener {
  /** @throws ChannelError where the other side did not take it. */
  send: (digest: Digest) => Promise<void>;
}

/** How long a channel may take: the others, and the function, wait for it. */
export const TIMEOUT_MS = 5_000;

/** A channel did not take a message. Its words name no URL and no secret: they go into logs and the table. */
export class ChannelError extends Error {
  override name = "ChannelError";
  /** How long the other side wants to be left alone. */
  readonly retryAfterMs: number | undefined;
  /** Trying again can't help. */
  readonly permanent: boolean;

  constructor(
    message: string,
    {
      cause,
      retryAfterMs,
      permanent = false,
    }: ErrorOptions & { retryAfterMs?: number | undefined; permanent?: boolean },
  ) {
    super(message, { cause });
    this.retryAfterMs = retryAfterMs;
    this.permanent = permanent;
  }
}
