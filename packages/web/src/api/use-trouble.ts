import { type QueryCache, useQueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { describeFailure } from "./failure.ts";

export interface Trouble {
  message: string;
  /** When the oldest of what is shown was read; 0 where something has never been. */
  since: number;
}

/** One failure is a hiccup. */
const HICCUPS = 1;

/** The requests of this page that fail again and again. */
function failing(cache: QueryCache) {
  return cache.getAll().filter((query) => query.isActive() && query.state.fetchFailureCount > HICCUPS);
}

function messageOf(cache: QueryCache): string | undefined {
  const [first] = failing(cache);
  return first && describeFailure(first.state.fetchFailureReason);
}

function sinceOf(cache: QueryCache): number {
  return Math.min(...failing(cache).map((query) => query.state.dataUpdatedAt));
}

export function useTrouble(): Trouble | undefined {
  const cache = useQueryClient().getQueryCache();
  const subscribe = (listener: () => void) => cache.subscribe(listener);
  const message = useSyncExternalStore(subscribe, () => messageOf(cache));
  const since = useSyncExternalStore(subscribe, () => sinceOf(cache));
  return message === undefined ? undefined : { message, since };
}
