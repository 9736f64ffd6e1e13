import { detections } from "@snapback/core/detections/registry";
import { parseConfig } from "@snapback/core/settings/config";
import { settingsOf } from "@snapback/core/settings/settings";
import config from "../../../snapback.config.ts";

/** The operator's choices, bundled with the function: a change of them takes a deploy. */
export const settings = settingsOf(parseConfig(config, detections));
