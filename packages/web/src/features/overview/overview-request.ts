import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

const INTERVAL_MS = 3000;

export type Overview = InferResponseType<typeof api.overview.$get, 200>;
export type Count = Overview["standing"];

/** @param days how many days the window has */
export function overview(days: number) {
  return queryOptions({
    queryKey: ["overview", days],
    queryFn: ({ signal }) =>
      parseResponse(api.overview.$get({ query: { days: String(days) } }, patience(signal))),
    refetchInterval: INTERVAL_MS,
    placeholderData: keepPreviousData,
  });
}
