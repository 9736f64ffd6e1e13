import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

const INTERVAL_MS = 60_000;

/** Who is signed in, and their role. */
export function me() {
  return queryOptions({
    queryKey: ["me"],
    queryFn: ({ signal }) => parseResponse(api.me.$get({}, patience(signal))),
    staleTime: INTERVAL_MS,
    // Who gets another role learns it here.
    refetchInterval: INTERVAL_MS,
  });
}
