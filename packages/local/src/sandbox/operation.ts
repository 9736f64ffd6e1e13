import type { Account } from "./account.ts";
import type { Backends } from "./backends.ts";
import type { UserIdentity } from "./identity.ts";
import type { Output } from "./output.ts";
import type { Protocol } from "./protocols/protocol.ts";
import type { JsonObject } from "./record.ts";

/** Who calls, where and when. */
export interface Call {
  requestId: string;
  region: string;
  /** The URL by which the caller came, without a path. */
  endpoint: string;
  accessKeyId: string;
  identity: UserIdentity;
  time: Date;
}

/** A call whose input is checked. */
export interface Prepared {
  /** The input as CloudTrail records it. */
  requestParameters: JsonObject | null;
  dryRun: boolean;
  /** Synchronous, so that a call is one step; what it changed is taken back if it throws. */
  apply?: (account: Account) => Output;
  /** For what is not the account's state, which it only reads: goes on beside other calls. */
  forward?: (backends: Backends, account: Account) => Promise<Output>;
}

export interface Operation {
  name: string;
  /** CloudTrail's name for it, where that is another one. */
  eventName?: string | undefined;
  /** AWS's own word: a read-only call has no record on the event bus. */
  readOnly: boolean;
  /** False for data events, which CloudTrail does not record by default. */
  recorded: boolean;
  /** Throws an `AwsError` where the input is not what the operation takes. */
  prepare(input: unknown, call: Call): Prepared;
  /** The answer as CloudTrail records it. */
  responseElements(output: Output, requestId: string): JsonObject | null;
}

export interface Service {
  /** As in the credential scope of a signature, unless `sharedScope` says otherwise. */
  name: string;
  /** Where another service has the same credential scope: what the paths of this one's calls begin with. */
  sharedScope?: { name: string; path: string };
  eventSource: string;
  protocol: Protocol;
  /** Whatever region a call is signed for, it is one of us-east-1. */
  global?: boolean;
  operations: ReadonlyMap<string, Operation>;
  /** CloudTrail's form of this service's error codes; most services' codes stand as they are. */
  recordedErrorCode?: (code: string, status: number) => string;
  /** What a region has before anyone called; does nothing the second time. */
  seed?: (account: Account) => void;
}

export function operationTable(operations: readonly Operation[]): ReadonlyMap<string, Operation> {
  return new Map(operations.map((operation) => [operation.name, operation]));
}
