import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";
import { type ActivityQuery, sinceOf } from "./activity-query.ts";

export type ListRequest = InferRequestType<typeof api.activity.$get>["query"];
export type ActivityPage = InferResponseType<typeof api.activity.$get, 200>;
export type Entry = ActivityPage["entries"][number];

const PAGE = "50";
const INTERVAL_MS = 3000;
/** Where what is sought is so rare that nothing of it was found, each look reads as much as one may. */
const RARE_INTERVAL_MS = 30_000;

export async function readActivity(
  { last, ...said }: ActivityQuery & Pick<ListRequest, "before" | "limit">,
  signal: AbortSignal,
): Promise<ActivityPage> {
  const query: ListRequest = { ...said, ...(last !== undefined && { from: sinceOf(last, Date.now()) }) };
  return parseResponse(api.activity.$get({ query }, patience(signal)));
}

/** The record, the latest first, a page after the other. It is read once: what comes in later waits until it is asked for. */
export function activityList(query: ActivityQuery) {
  return infiniteQueryOptions({
    queryKey: ["activity", query],
    queryFn: ({ pageParam, signal }) =>
      readActivity({ ...query, limit: PAGE, ...(pageParam !== "" && { before: pageParam }) }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
}

/** The latest entry, to see whether there is anything new. */
export function latestActivity(query: ActivityQuery) {
  return queryOptions({
    queryKey: ["activity", "latest", query],
    queryFn: ({ signal }) => readActivity({ ...query, limit: "1" }, signal),
    refetchInterval: ({ state: { data } }) =>
      data?.next !== undefined && data.entries.length === 0 ? RARE_INTERVAL_MS : INTERVAL_MS,
  });
}
