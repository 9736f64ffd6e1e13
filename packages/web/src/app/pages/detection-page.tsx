import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { statusOf } from "../../api/failure.ts";
import { DetectionView } from "../../features/detection/detail/detection-view.tsx";
import { detectionDetail } from "../../features/detection/detection-request.ts";
import { settings } from "../../features/settings/settings-request.ts";
import { clip, visible } from "../../text/visible.ts";
import { usePageTitle } from "../page-title.ts";
import { Broken } from "./broken.tsx";
import { Loading } from "./loading.tsx";
import { NotFound } from "./not-found.tsx";

const route = getRouteApi("/detections/$id");

export function DetectionPage() {
  const { id } = route.useParams();
  const { data, error } = useQuery(detectionDetail(id));
  const chosen = useQuery(settings());
  usePageTitle(data?.detection.title ?? "Detection");
  if (data && chosen.data) return <DetectionView detail={data} settings={chosen.data} />;
  if (statusOf(error) === 404) return <NotFound what={`There is no detection ${visible(clip(id, 100))}.`} />;
  const trouble = error ?? chosen.error;
  return trouble ? <Broken error={trouble} /> : <Loading what="Loading the detection" />;
}
