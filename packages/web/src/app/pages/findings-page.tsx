import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { detectionList } from "../../features/detection/detection-list-request.ts";
import { FindingTable } from "../../features/finding/list/finding-table.tsx";
import { usePageTitle } from "../page-title.ts";

const route = getRouteApi("/findings");

export function FindingsPage() {
  usePageTitle("Findings");
  const filter = route.useSearch();
  const navigate = route.useNavigate();
  const detections = useQuery(detectionList());
  return (
    <FindingTable
      filter={filter}
      detections={detections.data?.detections ?? []}
      onFilter={(search) => void navigate({ search, resetScroll: false })}
    />
  );
}
