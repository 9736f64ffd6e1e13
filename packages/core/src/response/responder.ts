import type { LiveAccount } from "../aws/account.ts";
import type { Detection } from "../detections/define.ts";
import type { FindingStore } from "../finding/store.ts";
import type { Log } from "../log.ts";
import type { Settings } from "../settings/settings.ts";
import type { ChangeCount } from "./cap.ts";

/** What one invocation of `respond` has to do with. */
export interface Responder {
  detections: readonly Detection[];
  findings: FindingStore;
  settings: Settings;
  changes: ChangeCount;
  /** The account as it is now, in a region. */
  live: (region: string) => LiveAccount;
  log: Log;
  now: () => Date;
  sleep: (milliseconds: number) => Promise<void>;
  /** Names this invocation: who holds the lease. */
  owner: string;
  /** How long nobody else may act on a finding that this invocation took: longer than the function may run. */
  leaseMs: number;
  /** The first wait before a response is tried again after a failure that may pass. */
  backoffMs: number;
}
