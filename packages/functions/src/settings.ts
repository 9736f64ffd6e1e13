import { detections } from "@snapback/core/detections/registry";
import { parseConfig } from "@snapback/core/settings/config";
import choices from "../../../snapback.config.ts";

/** What the operator chose, bundled with the function. */
export const config = parseConfig(choices, detections);

/** How long a notice waits for others that belong into the same message. */
export const gatherMs = config.notices.gatherSeconds * 1000;
