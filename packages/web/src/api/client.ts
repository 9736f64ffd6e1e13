import type { Api } from "@snapback/functions/api/app";
import { hc } from "hono/client";

export const api = hc<Api>("/").api;

const PATIENCE_MS = 10_000;

/** An answer that never comes would stop the polling: give up, and ask again. */
export function patience(signal: AbortSignal): { init: RequestInit } {
  return { init: { signal: AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]) } };
}
