import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { StageError } from "../../stage/problem.ts";

export type Send = typeof fetch;

/** What `fetch` takes, as a URL. */
export function urlOf(input: Parameters<Send>[0]): URL {
  return new URL(input instanceof Request ? input.url : input);
}

const TIMEOUT_MS = 20_000;
const TRIES = 3;
const FIRST_DELAY_MS = 200;

/** The header by which the API knows a request that it has had before. */
export const IDEMPOTENCY_KEY = "Idempotency-Key";

/** One for each run of a command: what is sent again on the way has no effect twice. */
export function newKey() {
  return { [IDEMPOTENCY_KEY]: randomUUID() } as const;
}

/**
 * Sends requests over HTTP, in the name of whoever the token is of. What can be sent twice without harm is, where no
 * answer came.
 *
 * @param silence what to do where nothing answers
 */
export function openHttp(token: string | undefined, silence: string): Send {
  return async (input, init) => {
    const headers = new Headers(init?.headers);
    if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
    // A token is for the place that it was meant for, so no redirect is followed.
    const request = { ...init, headers, redirect: "error" } as const;
    const repeatable = (init?.method ?? "GET") === "GET" || headers.has(IDEMPOTENCY_KEY);
    for (let tried = 1; ; tried++) {
      const last = !repeatable || tried === TRIES;
      try {
        const answer = await fetch(input, { ...request, signal: AbortSignal.timeout(TIMEOUT_MS) });
        if (last || !isPassing(answer.status)) return answer;
      } catch (error) {
        if (last) throw new StageError(unanswered(urlOf(input).origin, error, silence), { cause: error });
      }
      await sleep(FIRST_DELAY_MS * 2 ** (tried - 1));
    }
  };
}

/** What is between us and the API says that it can't be reached just now. */
function isPassing(status: number): boolean {
  return status === 429 || (status >= 502 && status <= 504);
}

function unanswered(origin: string, error: unknown, silence: string): string {
  const code = codeOf(error);
  if (code === "ECONNREFUSED") return `Nothing answers at ${origin}. ${silence}`;
  const { cause, message } = error instanceof Error ? error : new Error(String(error));
  const words = cause instanceof Error && cause.message !== "" ? cause.message : message;
  return `No answer came from ${origin} (${words}). ${silence}`;
}

/** Node's own code, which fetch hides in its error's cause, or in the first of the causes. */
function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return codeOf(error instanceof AggregateError ? error.errors[0] : error.cause);
}
