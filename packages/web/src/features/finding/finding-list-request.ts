import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";
import type { FindingPage, ListRequestQuery } from "./finding-types.ts";

const INTERVAL_MS = 1500;
/** Further down, less happens. */
const LATER_INTERVAL_MS = 5000;

/** One page of a list, which is read again and again. */
export function findingPage(query: ListRequestQuery & { limit: string }) {
  return queryOptions({
    queryKey: ["findings", query],
    queryFn: ({ signal }) => readFindingPage(query, signal),
    refetchInterval: query.cursor === undefined ? INTERVAL_MS : LATER_INTERVAL_MS,
    placeholderData: keepPreviousData,
  });
}

export async function readFindingPage(query: ListRequestQuery, signal: AbortSignal): Promise<FindingPage> {
  return parseResponse(api.findings.$get({ query }, patience(signal)));
}
