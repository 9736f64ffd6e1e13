import type { DeliveryReport } from "@snapback/core/channel/schema";
import type { Listener } from "@snapback/core/notice/delivery";
import type { Digest } from "@snapback/core/notice/digest";

/** A way to tell people. */
export interface Channel extends Listener {
  /** @throws ChannelError where the other side did not take it. */
  send: (digest: Digest) => Promise<void>;
}

/** How long a channel may take: the others, and the function, wait for it. */
export const TIMEOUT_MS = 5_000;

/** AWS's own words can be long; their beginning says what is wrong. */
const LONGEST_WORDS = 600;

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

/** How a message fared, for people to look at. */
export type Outcome = Pick<DeliveryReport, "outcome" | "error">;

/** A channel's own words have no secret in them; of any other error, which is a bug, nobody can say that. */
export function outcomeOf(error: unknown): Outcome {
  const words =
    error instanceof ChannelError ? error.message : "a fault of Snapback's: the log of notify has it";
  return { outcome: "failed", error: words.slice(0, LONGEST_WORDS) };
}
