import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";
import type { State } from "./finding-types.ts";

const atRest: ReadonlySet<State> = new Set(["remediated", "failed", "undone", "exempt", "dismissed"]);

/** Something may happen any moment while it is open; a settled finding can still be reopened. */
function intervalFor(state: State | undefined): number {
  return state !== undefined && atRest.has(state) ? 10_000 : 1500;
}

export function finding(id: string) {
  return queryOptions({
    queryKey: ["finding", id],
    queryFn: ({ signal }) => parseResponse(api.findings[":id"].$get({ param: { id } }, patience(signal))),
    refetchInterval: (query) => intervalFor(query.state.data?.finding.state),
  });
}
