import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { detectionList } from "../../features/detection/detection-list-request.ts";
import { FindingList } from "../../features/finding/list/finding-list.tsx";
import { parseListQuery } from "../../features/finding/list/query/list-query.ts";
import { usePageTitle } from "../page-title.ts";

const route = getRouteApi("/findings");

export function FindingsPage() {
  usePageTitle("Findings");
  const query = route.useSearch();
  const navigate = route.useNavigate();
  const detections = useQuery(detectionList());
  return (
    <FindingList
      query={query}
      detections={detections.data?.detections ?? []}
      onQuery={(next) => void navigate({ search: parseListQuery({ ...next }), resetScroll: false })}
    />
  );
}
