import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

/** A record never changes, so it is asked for once. */
export function record(id: string, eventId: string) {
  return queryOptions({
    queryKey: ["record", id, eventId],
    queryFn: ({ signal }) =>
      parseResponse(
        api.findings[":id"].records[":eventId"].$get({ param: { id, eventId } }, patience(signal)),
      ),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
