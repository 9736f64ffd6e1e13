import { infiniteQueryOptions, keepPreviousData } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";
import type { FindingFilter } from "./finding-types.ts";

const PAGE_SIZE = "50";
const INTERVAL_MS = 1500;
/** Every loaded page is read again each time, so more pages are read less often. */
const INTERVAL_PER_PAGE_MS = 500;

export function findingList(filter: FindingFilter) {
  return infiniteQueryOptions({
    queryKey: ["findings", filter],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === undefined ? {} : { cursor: pageParam };
      const query = { ...filter, ...cursor, limit: PAGE_SIZE };
      return parseResponse(api.findings.$get({ query }, patience(signal)));
    },
    initialPageParam: firstPage(),
    getNextPageParam: (page) => page.cursor,
    refetchInterval: (query) =>
      INTERVAL_MS + INTERVAL_PER_PAGE_MS * ((query.state.data?.pages.length ?? 1) - 1),
    placeholderData: keepPreviousData,
  });
}

function firstPage(): string | undefined {
  return undefined;
}
