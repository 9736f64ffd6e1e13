import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

export type Settings = InferResponseType<typeof api.settings.$get, 200>;
export type Paused = NonNullable<Settings["paused"]>;

export function settings() {
  return queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => parseResponse(api.settings.$get({}, patience(signal))),
    refetchInterval: 10_000,
  });
}

/** With the same key it is the same pause, however often it is sent. */
export async function pause(reason: string, key: string): Promise<Settings> {
  return parseResponse(api.pause.$post({ header: { "Idempotency-Key": key }, json: { reason } }));
}

export async function resume(reason: string, key: string): Promise<Settings> {
  const json = reason === "" ? {} : { reason };
  return parseResponse(api.resume.$post({ header: { "Idempotency-Key": key }, json }));
}

/** @param version of the settings that the change was made of; of another by now, they are not changed */
export async function changeCap(automaticChangesPerHour: number, version: number): Promise<Settings> {
  return parseResponse(api.settings.cap.$put({ json: { automaticChangesPerHour, version } }));
}
