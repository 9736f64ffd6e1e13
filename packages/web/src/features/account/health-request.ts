import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

const INTERVAL_MS = 60_000;

export function health() {
  return queryOptions({
    queryKey: ["health"],
    queryFn: ({ signal }) => parseResponse(api.health.$get({}, patience(signal))),
    staleTime: INTERVAL_MS,
    // Who is taken out of the groups learns it here.
    refetchInterval: INTERVAL_MS,
  });
}
