import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { CoverageView } from "../../features/coverage/coverage-view.tsx";
import { listed } from "../../features/detection/catalogue/catalogue.ts";
import { detectionList } from "../../features/detection/detection-list-request.ts";
import { settings } from "../../features/settings/settings-request.ts";
import { usePageTitle } from "../page-title.ts";
import { Broken } from "./broken.tsx";
import { Loading } from "./loading.tsx";

const route = getRouteApi("/coverage");

export function CoveragePage() {
  usePageTitle("Coverage");
  const navigate = route.useNavigate();
  const query = route.useSearch();
  const { data, error } = useQuery(detectionList());
  const chosen = useQuery(settings());
  if (data && chosen.data)
    return (
      <CoverageView
        detections={listed(data.detections, chosen.data)}
        query={query}
        onQuery={(search) => void navigate({ search, resetScroll: false, replace: search.q !== query.q })}
      />
    );
  const trouble = error ?? chosen.error;
  return trouble ? <Broken error={trouble} /> : <Loading what="Loading the coverage" />;
}
