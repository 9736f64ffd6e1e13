import type { Api } from "@snapback/functions/api/app";
import { hc } from "hono/client";

type Send = typeof fetch;
let send: Send = (input, init) => fetch(input, init);

/** Has requests to the API sent another way: in the name of whoever is signed in. */
export function sendBy(sender: Send): void {
  send = sender;
}

/** Sends as it was told last: for every client of the API. */
export const sendAsTold = (...request: Parameters<Send>): ReturnType<Send> => send(...request);

export const api = hc<Api>("/", { fetch: sendAsTold }).api;

const PATIENCE_MS = 10_000;

/** An answer that never comes would stop the polling: give up, and ask again. */
export function patience(signal: AbortSignal): { init: RequestInit } {
  return { init: { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) } };
}
