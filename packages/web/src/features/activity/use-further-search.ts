import { useEffect } from "react";

/** Enough to fill a screen. */
const ENOUGH = 25;
/** Where what is sought is rare, a person says whether to look further back than so many pages. */
const MOST_PAGES = 10;

interface Search {
  found: number;
  pages: number;
  hasNextPage: boolean;
  isFetching: boolean;
  isError: boolean;
  fetchNextPage: () => Promise<unknown>;
}

/** Looks further back by itself, for as long as the pages are all but empty. */
export function useFurtherSearch({ found, pages, hasNextPage, isFetching, isError, fetchNextPage }: Search) {
  const further = hasNextPage && !isFetching && !isError && found < ENOUGH && pages > 0 && pages < MOST_PAGES;
  useEffect(() => {
    if (further) void fetchNextPage();
  }, [further, fetchNextPage]);
}
