import { respondingServices } from "@snapback/core/deployment/functions";
import { lambda } from "./function.ts";
import { detections, place } from "./stage.ts";
import { findings, settings } from "./store.ts";

/** One function per AWS service, so that each has only the rights of its own detections. */
export const responders = respondingServices(detections).map((service) => ({
  service,
  handler: lambda(`Respond-${service}`, `respond-${service}`, {
    handler: "respond",
    environment: {
      SNAPBACK_ACCOUNT: place.account,
      SNAPBACK_FINDINGS_TABLE: findings.name,
      SNAPBACK_SETTINGS_TABLE: settings.name,
    },
    timeoutSeconds: 60,
    memoryMegabytes: 512,
    asynchronous: { retries: 2, maximumAgeSeconds: 3600 },
  }),
}));
