import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { CatalogueTable } from "../../features/detection/catalogue/catalogue-table.tsx";
import { detectionList } from "../../features/detection/detection-list-request.ts";
import { settings } from "../../features/settings/settings-request.ts";
import { usePageTitle } from "../page-title.ts";
import { Broken } from "./broken.tsx";
import { Loading } from "./loading.tsx";

const route = getRouteApi("/detections");

export function DetectionsPage() {
  usePageTitle("Detections");
  const navigate = route.useNavigate();
  const { data, error } = useQuery(detectionList());
  const chosen = useQuery(settings());
  const query = route.useSearch();
  if (data)
    return (
      <CatalogueTable
        detections={data.detections}
        settings={chosen.data}
        query={query}
        onQuery={(search) => void navigate({ search, resetScroll: false, replace: search.q !== query.q })}
      />
    );
  return error ? <Broken error={error} /> : <Loading what="Loading the detections" />;
}
