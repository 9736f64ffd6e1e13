import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { statusOf } from "../../api/failure.ts";
import { FindingView } from "../../features/finding/detail/finding-view.tsx";
import { finding } from "../../features/finding/finding-request.ts";
import { clip, visible } from "../../text/visible.ts";
import { usePageTitle } from "../page-title.ts";
import { Broken } from "./broken.tsx";
import { Loading } from "./loading.tsx";
import { NotFound } from "./not-found.tsx";

const LONGEST_TITLE = 100;

const route = getRouteApi("/findings/$id");

export function FindingPage() {
  const { id } = route.useParams();
  const { data, error } = useQuery(finding(id));
  const title = data?.finding.summary ?? "Finding";
  usePageTitle(visible(clip(title, LONGEST_TITLE)));
  if (data) return <FindingView key={id} detail={data} />;
  if (statusOf(error) === 404)
    return <NotFound what={`There is no finding ${visible(clip(id, LONGEST_TITLE))}.`} />;
  return error ? <Broken error={error} /> : <Loading what="Loading the finding" />;
}
