import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

export function health() {
  return queryOptions({
    queryKey: ["health"],
    queryFn: ({ signal }) => parseResponse(api.health.$get({}, patience(signal))),
    staleTime: 60_000,
  });
}
