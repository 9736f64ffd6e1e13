import { Logger } from "@aws-lambda-powertools/logger";
import { listeners } from "@snapback/core/detections/define";
import { detections } from "@snapback/core/detections/registry";
import { createDetect } from "../detect.ts";
import { readEnvironment, Variables } from "../environment.ts";

const environment = readEnvironment(
  Variables.pick({
    SNAPBACK_ACCOUNT: true,
    SNAPBACK_BUS: true,
    SNAPBACK_FINDINGS_TABLE: true,
    SNAPBACK_HEARTBEAT_ROLE: true,
    SNAPBACK_SETTINGS_TABLE: true,
  }),
);

/** Two thirds of this function's code are the clients of table and bus, which records that no detection listens to don't need. */
let opened: ReturnType<typeof open> | undefined;
async function open() {
  const { openStores } = await import("../intake.ts");
  return openStores({
    findings: environment.SNAPBACK_FINDINGS_TABLE,
    settings: environment.SNAPBACK_SETTINGS_TABLE,
    bus: environment.SNAPBACK_BUS,
  });
}

export const handler = createDetect({
  detections: listeners(detections),
  account: environment.SNAPBACK_ACCOUNT,
  heartbeatRole: environment.SNAPBACK_HEARTBEAT_ROLE,
  open: () => (opened ??= open()),
  log: new Logger({ serviceName: "snapback-detect" }),
  now: () => new Date(),
});
