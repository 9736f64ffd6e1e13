import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { overview } from "../../features/overview/overview-request.ts";
import { OverviewView } from "../../features/overview/overview-view.tsx";
import { parseWindow, windowOf } from "../../features/overview/window.ts";
import { usePageTitle } from "../page-title.ts";
import { Broken } from "./broken.tsx";
import { Loading } from "./loading.tsx";

const route = getRouteApi("/");

export function OverviewPage() {
  usePageTitle("Overview");
  const days = windowOf(route.useSearch());
  const navigate = route.useNavigate();
  const { data, error } = useQuery(overview(days));
  if (data)
    return (
      <OverviewView
        overview={data}
        days={days}
        onDays={(chosen) => void navigate({ search: parseWindow({ days: chosen }), resetScroll: false })}
      />
    );
  return error ? <Broken error={error} /> : <Loading what="Loading the overview" />;
}
