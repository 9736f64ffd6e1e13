import { queryOptions } from "@tanstack/react-query";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

const MOST = "20";

/** What was last changed of the settings, the latest first, with who did it. */
export function settingsChanges(since: number) {
  return queryOptions({
    queryKey: ["settings-changes", since],
    queryFn: async ({ signal }) => {
      const query = { about: "settings", limit: MOST } as const;
      const { entries } = await parseResponse(api.activity.$get({ query }, patience(signal)));
      return entries.filter(({ about }) => Number(about.id) > since);
    },
  });
}
