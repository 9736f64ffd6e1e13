import { getRouteApi } from "@tanstack/react-router";
import { ActivityTable } from "../../features/activity/activity-table.tsx";
import { usePageTitle } from "../page-title.ts";

const route = getRouteApi("/activity");

export function ActivityPage() {
  usePageTitle("Activity");
  const navigate = route.useNavigate();
  const query = route.useSearch();
  return (
    <ActivityTable
      query={query}
      onQuery={(search) =>
        void navigate({
          search,
          resetScroll: false,
          // Each letter is no step of its own.
          replace: search.text !== query.text || search.who !== query.who,
        })
      }
    />
  );
}
