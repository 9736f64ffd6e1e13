import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

export type Installation = InferResponseType<typeof api.installation.$get, 200>;

const INTERVAL_MS = 60_000;

/** What was deployed: another deploy alone changes it. */
export function installation() {
  return queryOptions({
    queryKey: ["installation"],
    queryFn: ({ signal }) => parseResponse(api.installation.$get({}, patience(signal))),
    staleTime: INTERVAL_MS,
    refetchInterval: INTERVAL_MS,
  });
}
