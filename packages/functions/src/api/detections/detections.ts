import { createRoute, z } from "@hono/zod-openapi";
import { rowsByDetection } from "@snapback/core/overview/by-detection";
import { needs } from "../authorize.ts";
import type { ApiDeps } from "../deps.ts";
import { id, json, missing, refusals } from "../description.ts";
import { example } from "../examples.ts";
import { notFound } from "../problem.ts";
import { router } from "../router.ts";
import { DetectionDetail, detectionDetail } from "./detail.ts";
import { detailExample, summaryExample } from "./examples.ts";
import { DetectionSummary, detectionSummary } from "./view.ts";

const DetectionList = z.object({ detections: z.array(DetectionSummary) }).openapi("DetectionList");

const listDetections = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/detections",
  operationId: "listDetections",
  tags: ["Detections"],
  summary: "The catalogue of detections, with how much each has found",
  description: "Their modes and parameters are with the settings: `GET /api/settings`.",
  responses: { ...refusals, 200: json(DetectionList, "All of them", { detections: [summaryExample] }) },
});

const getDetection = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/detections/{id}",
  operationId: "getDetection",
  tags: ["Detections"],
  summary: "All of one detection: why, what it listens to, what it does, and which rights that takes",
  description:
    "Everything here follows from its declaration and from what was deployed. Its mode and parameters as they hold now are with the settings: `GET /api/settings`.",
  request: { params: z.object({ id: id("The detection's id", example.detection) }) },
  responses: {
    ...refusals,
    200: json(DetectionDetail, "The detection", detailExample),
    404: missing("No such detection", "detection ec2-sg-ingres-world"),
  },
});

type Deps = Pick<ApiDeps, "detections" | "rows" | "config" | "account" | "region" | "regions">;

export function detectionsApi(deps: Deps) {
  const { detections, rows } = deps;
  return router()
    .openapi(listDetections, async (c) => {
      const found = rowsByDetection(await rows.all());
      const list = detections.map((each) => detectionSummary(each, found.get(each.id) ?? []));
      return c.json({ detections: list }, 200);
    })
    .openapi(getDetection, async (c) => {
      const asked = c.req.valid("param").id;
      const detection = detections.find((each) => each.id === asked);
      if (!detection) throw notFound(`detection ${asked}`);
      const its = (await rows.all()).filter((row) => row.detection === detection.id);
      return c.json(detectionDetail(detection, deps, its), 200);
    });
}
