import type { Publish } from "@snapback/core/bus/message";
import type { ChannelReports } from "@snapback/core/channel/reports";
import type { ChannelSetup } from "@snapback/core/channel/setup";
import type { Kept } from "@snapback/core/deployment/retention";
import type { Detection } from "@snapback/core/detections/define";
import type { FindingRows } from "@snapback/core/finding/rows/rows";
import type { FindingStore } from "@snapback/core/finding/store";
import type { HeartbeatStore } from "@snapback/core/heartbeat/store";
import type { Log } from "@snapback/core/log";
import type { ChangesMade } from "@snapback/core/response/cap";
import type { FallenPause } from "@snapback/core/response/pause";
import type { Config } from "@snapback/core/settings/config";
import type { Ledger } from "@snapback/core/settings/ledger";
import type { SignIn } from "./sign-in.ts";

/** What the API works with. It writes the ledger alone, and tells of that on the bus. */
export interface ApiDeps {
  detections: readonly Detection[];
  /** What the operator deployed. */
  config: Config;
  findings: FindingStore;
  rows: FindingRows;
  ledger: Ledger;
  pause: Pick<FallenPause, "get">;
  changes: ChangesMade;
  /** The channels on which people are told, as they are set up: nothing here can send on them. */
  channels: readonly ChannelSetup[];
  channelReports: Pick<ChannelReports, "of">;
  /** How long this installation keeps what it has. */
  kept: readonly Kept[];
  publish: Publish;
  heartbeats: Pick<HeartbeatStore, "latest" | "probing">;
  account: string;
  /** The watched regions, the home region first. */
  regions: readonly string[];
  region: string;
  log: Log;
  signIn: SignIn;
  now: () => Date;
}
