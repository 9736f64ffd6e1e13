import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useLocation } from "@tanstack/react-router";
import { detectionList } from "../../features/detection/detection-list-request.ts";
import { FindingList } from "../../features/finding/list/finding-list.tsx";
import { type ListQuery, parseListQuery } from "../../features/finding/list/query/list-query.ts";
import { cursorsIn, stateOf } from "../../features/finding/list/table/pages.ts";
import { usePageTitle } from "../page-title.ts";

const route = getRouteApi("/findings");

export function FindingsPage() {
  usePageTitle("Findings");
  const query = route.useSearch();
  const state = useLocation({ select: (location) => location.state });
  const navigate = route.useNavigate();
  const detections = useQuery(detectionList());
  const go = (next: ListQuery, to: { state?: object; replace?: boolean }) =>
    void navigate({ search: parseListQuery({ ...next }), resetScroll: false, ...to });
  return (
    <FindingList
      query={query}
      cursors={cursorsIn(state)}
      detections={detections.data?.detections ?? []}
      // The way back leads through lists, and not through the orders and pages of one.
      onQuery={(next) => go(next, { replace: isSameList(next, query) })}
      onTurn={(cursors) => {
        go(query, { state: stateOf(cursors), replace: true });
        scrollTo({ top: 0 });
      }}
    />
  );
}

function isSameList(a: ListQuery, b: ListQuery): boolean {
  return JSON.stringify([a.where, a.match]) === JSON.stringify([b.where, b.match]);
}
