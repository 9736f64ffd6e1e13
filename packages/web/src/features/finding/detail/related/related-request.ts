import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../../../api/client.ts";

export const SHOWN = 5;
const INTERVAL_MS = 20_000;

/** The latest findings that fulfil a term: one more than are shown, since the finding that asks may be among them. */
export function related(where: string) {
  return queryOptions({
    queryKey: ["related", where],
    queryFn: ({ signal }) =>
      parseResponse(
        api.findings.$get({ query: { where: [where], limit: String(SHOWN + 1) } }, patience(signal)),
      ),
    refetchInterval: INTERVAL_MS,
    staleTime: INTERVAL_MS,
  });
}
