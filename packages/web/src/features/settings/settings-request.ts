import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

export function settings() {
  return queryOptions({
    queryKey: ["settings"],
    queryFn: ({ signal }) => parseResponse(api.settings.$get({}, patience(signal))),
    refetchInterval: 10_000,
  });
}

export async function resume(): Promise<unknown> {
  return parseResponse(api.resume.$post({ json: {} }));
}
