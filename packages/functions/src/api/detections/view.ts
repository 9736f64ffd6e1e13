import { z } from "@hono/zod-openapi";
import type { Detection } from "@snapback/core/detections/define";
import { serviceOf } from "@snapback/core/event/pattern";
import { Severity } from "@snapback/core/finding/schema";
import { countsOf } from "@snapback/core/overview/by-detection";
import { Count } from "../overview/count.ts";

const References = z.array(
  z.object({ framework: z.string(), version: z.string(), ids: z.array(z.string()) }),
);

/** What a detection's declaration says to people. */
export const DetectionView = z
  .object({
    id: z.string(),
    title: z.string(),
    severity: Severity,
    why: z.string(),
    triage: z.array(z.string()),
    falsePositives: z.array(z.string()),
    references: References,
    events: z.array(z.object({ source: z.string(), names: z.array(z.string()) })),
    byHand: z.array(z.string()),
    notes: z.array(z.string()),
  })
  .openapi("Detection");

export const DetectionSummary = DetectionView.pick({
  id: true,
  title: true,
  severity: true,
  why: true,
  references: true,
})
  .extend({
    service: z.string().describe("The AWS service of its first event source"),
    responds: z.boolean().describe("Can Snapback put right what it finds?"),
    sweeps: z.boolean().describe("Does the sweep look for it in the account as it is?"),
    findings: z.object({
      standing: Count.describe("What stands now and nobody has let stand"),
      total: Count,
      lastSeenAt: z.iso.datetime().optional().describe("The latest call that showed one"),
    }),
  })
  .openapi("DetectionSummary");

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

/** @param rows those of its findings */
export function detectionSummary(
  detection: Detection,
  rows: Parameters<typeof countsOf>[1],
): z.output<typeof DetectionSummary> {
  const { id, title, severity, why, references } = detectionView(detection);
  const { standing, total, lastSeenAt } = countsOf(id, rows);
  return {
    id,
    title,
    severity,
    why,
    references,
    service: serviceOf(detection.events[0].source),
    responds: detection.response !== undefined,
    sweeps: detection.sweep !== undefined,
    findings: { standing, total, ...(lastSeenAt !== undefined && { lastSeenAt }) },
  };
}
