import type { LiveAccount } from "../aws/account.ts";
import type { BaselineStore } from "../baseline/store.ts";
import type { DecisionStore } from "../decision/store.ts";
import type { Detection } from "../detections/define.ts";
import type { ExemptionStore } from "../exemption/store.ts";
import type { FindingStore } from "../finding/store.ts";
import type { Log } from "../log.ts";
import type { NoticeStore } from "../notice/store.ts";
import type { ReadSettings } from "../settings/settings.ts";
import type { ChangeCount } from "./cap.ts";
import type { FallenPause } from "./pause.ts";

/** What leads a finding's life on: reads what people decided, and writes what becomes of it. It changes no account. */
export interface FindingContext {
  detections: readonly Detection[];
  /** The account that Snapback runs in, and can act in. */
  account: string;
  findings: FindingStore;
  /** Each of these is read afresh whenever it is asked, never from a cache. */
  settings: ReadSettings;
  exemptions: Pick<ExemptionStore, "active">;
  decisions: Pick<DecisionStore, "of">;
  log: Log;
  now: () => Date;
}

/** What one invocation of `respond` has to do with. */
export interface Responder extends FindingContext {
  changes: ChangeCount;
  pause: FallenPause;
  notices: Pick<NoticeStore, "raise">;
  /** How long a notice waits for others that belong into the same message. */
  gatherMs: number;
  baselines: BaselineStore;
  /** The account as it is now, in a region. */
  live: (region: string) => LiveAccount;
  sleep: (milliseconds: number) => Promise<void>;
  /** Names this invocation: who holds the lease. */
  owner: string;
  /** How long nobody else may act on a finding that this invocation took: longer than the function may run. */
  leaseMs: number;
  /** The first wait before a response is tried again after a failure that may pass. */
  backoffMs: number;
}
