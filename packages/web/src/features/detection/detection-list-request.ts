import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

export function detectionList() {
  return queryOptions({
    queryKey: ["detections"],
    queryFn: ({ signal }) => parseResponse(api.detections.$get({}, patience(signal))),
    staleTime: 10_000,
    refetchInterval: 30_000,
  });
}
