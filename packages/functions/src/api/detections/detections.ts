import { createRoute, z } from "@hono/zod-openapi";
import { needs } from "../authorize.ts";
import type { ApiDeps } from "../deps.ts";
import { json, refusals } from "../description.ts";
import { router } from "../router.ts";
import { DetectionView, detectionView } from "./view.ts";

const DetectionList = z.object({ detections: z.array(DetectionView) }).openapi("DetectionList");

const listDetections = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/detections",
  summary: "The catalogue of detections",
  responses: { ...refusals, 200: json(DetectionList, "All of them") },
});

export function detectionsApi({ detections }: Pick<ApiDeps, "detections">) {
  return router().openapi(listDetections, (c) => c.json({ detections: detections.map(detectionView) }, 200));
}
