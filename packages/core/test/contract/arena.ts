import type { Send } from "../../src/attack/run.ts";
import type { LiveAccount } from "../../src/aws/account.ts";
import type { Place } from "../../src/detections/define.ts";

/** An account of an emulator, for one trial of a detection. */
export interface Arena {
  place: Place;
  /** Makes an attacker's call. */
  send: Send;
  live: LiveAccount;
  /** What CloudTrail wrote of the attacker's calls, in their order, as far as EventBridge gets it. */
  records: () => Promise<readonly unknown[]>;
  /** Is this the emulator's way to say that it doesn't have the operation? */
  lacks: (error: unknown) => boolean;
  /** An answer to one of Snapback's calls as AWS would have given it. */
  mend: (call: string, answer: unknown) => unknown;
}
