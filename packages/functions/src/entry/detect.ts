import { Logger } from "@aws-lambda-powertools/logger";
import { listeners } from "@snapback/core/detections/define";
import { detections } from "@snapback/core/detections/registry";
import { defaultSettings } from "@snapback/core/settings/settings";
import { createDetect } from "../detect.ts";
import { environment } from "../environment.ts";

const log = new Logger({ serviceName: "snapback-detect" });
const now = () => new Date();

/** Two thirds of this function's code are the clients of table and bus, which records that show nothing don't need. */
let opened: ReturnType<typeof open> | undefined;
async function open() {
  const { openIntake } = await import("../intake.ts");
  return openIntake({ environment, log, now });
}

export const handler = createDetect({
  detections: listeners(detections),
  settings: defaultSettings,
  intake: () => (opened ??= open()),
  log,
  now,
});
