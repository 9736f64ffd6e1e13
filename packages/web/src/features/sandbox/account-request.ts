import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { type InferResponseType, parseResponse } from "hono/client";
import { patience } from "../../api/client.ts";
import { sandboxApi } from "./sandbox-client.ts";

const INTERVAL_MS = 2000;

export type Account = InferResponseType<typeof sandboxApi.account.$get, 200>;
export type Service = Account["services"][number];
export type Kind = Service["kinds"][number];
export type Resource = Kind["resources"][number];
export type Mark = Resource["marks"][number];

/** @param limit how many of each kind of resource */
export function account(limit: number) {
  return queryOptions({
    queryKey: ["sandbox-account", limit],
    queryFn: ({ signal }) =>
      parseResponse(sandboxApi.account.$get({ query: { limit: String(limit) } }, patience(signal))),
    refetchInterval: INTERVAL_MS,
    placeholderData: keepPreviousData,
  });
}
