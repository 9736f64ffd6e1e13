import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { openBus } from "@snapback/core/bus/publish";
import { detections } from "@snapback/core/detections/registry";
import { cached, openSettings } from "@snapback/core/settings/settings";
import type { DetectStores } from "./detect.ts";
import { config, gatherMs } from "./settings.ts";
import { openDecided, openTable } from "./table.ts";

/** What people change shows within 30 seconds, of which this is a part. Exemptions are never cached. */
const SETTINGS_AGE_MS = 10_000;

/** The tables and the bus of these names. A module of its own, so that their clients load with the first that is needed. */
export function openStores(names: { findings: string; settings: string; bus: string }): DetectStores {
  const { findings, heartbeats, baselines } = openTable(names.findings, { gatherMs });
  const { ledger, exemptions } = openDecided(names.settings);
  const settings = cached(openSettings({ ledger, config, detections }), SETTINGS_AGE_MS, () => new Date());
  const publish = openBus(new EventBridgeClient({}), names.bus);
  return { findings, heartbeats, baselines, exemptions, settings, publish };
}
