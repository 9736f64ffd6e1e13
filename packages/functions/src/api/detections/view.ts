import { z } from "@hono/zod-openapi";
import type { Detection } from "@snapback/core/detections/define";
import { Severity } from "@snapback/core/finding/schema";

export const DetectionView = z
  .object({
    id: z.string(),
    title: z.string(),
    severity: Severity,
    why: z.string(),
    triage: z.array(z.string()),
    falsePositives: z.array(z.string()),
    references: z.array(z.object({ framework: z.string(), version: z.string(), ids: z.array(z.string()) })),
    events: z.array(z.object({ source: z.string(), names: z.array(z.string()) })),
    byHand: z.array(z.string()),
    notes: z.array(z.string()),
  })
  .openapi("Detection");

export function detectionView(detection: Detection): z.output<typeof DetectionView> {
  const {
    id,
    title,
    severity,
    why,
    triage,
    falsePositives,
    references,
    events,
    byHand = [],
    notes = [],
  } = detection;
  return {
    id,
    title,
    severity,
    why,
    triage: [...triage],
    falsePositives: [...falsePositives],
    references: references.map(({ framework, version, ids }) => ({ framework, version, ids: [...ids] })),
    events: events.map(({ source, names }) => ({ source, names: [...names] })),
    byHand: [...byHand],
    notes: [...notes],
  };
}
