import { NOTIFY, RECONCILE, SWEEP } from "../bus/message.ts";
import { type Detection, respondingService } from "../detections/define.ts";

/** A function of the deployment, by its name without the stage's prefix. */
export type FunctionName =
  | "detect"
  | "reconcile"
  | "notify"
  | "sweep"
  | "heartbeat"
  | "api"
  | `respond-${string}`;

/** The functions of an installation with these detections: one `respond` for each AWS service that they change. */
export function functionNames(detections: readonly Detection[]): FunctionName[] {
  const responders = respondingServices(detections).map((service) => `respond-${service}` as const);
  return ["detect", ...responders, "reconcile", "notify", "sweep", "heartbeat", "api"];
}

/** Who gets messages from Snapback's own bus, by the service that they are for: what `busPattern` takes. */
export function busSubscribers(detections: readonly Detection[]): { name: FunctionName; service: string }[] {
  return [
    ...respondingServices(detections).map((service) => ({ name: `respond-${service}` as const, service })),
    { name: "reconcile", service: RECONCILE },
    { name: "notify", service: NOTIFY },
    { name: "sweep", service: SWEEP },
  ];
}

/** The AWS services that have a `respond`, in order. */
export function respondingServices(detections: readonly Detection[]): string[] {
  return [...new Set(detections.flatMap((detection) => respondingService(detection) ?? []))].toSorted();
}
