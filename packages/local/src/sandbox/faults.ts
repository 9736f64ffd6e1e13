import { setTimeout as wait } from "node:timers/promises";
import * as z from "zod";
import { AwsError } from "./aws-error.ts";

export const faultInput = z
  .strictObject({
    operation: z.string().min(1),
    /** How many calls it strikes. */
    times: z.int().min(1).max(1_000_000).default(1),
    error: z
      .strictObject({
        code: z.string().regex(/^[A-Za-z0-9.]+$/),
        message: z.string().default("A fault of the sandbox"),
        status: z.int().min(400).max(599).default(400),
      })
      .optional(),
    /** The call is held so long before it takes effect; other calls go on. */
    delayMs: z.int().min(0).max(3_600_000).optional(),
  })
  .refine(
    ({ error, delayMs }) => error !== undefined || delayMs !== undefined,
    "give an error, a delayMs, or both",
  );

export type Fault = z.output<typeof faultInput>;

export interface HeldCall {
  requestId: string;
  operation: string;
}

export interface Faults {
  add(fault: Fault): void;
  /** Calls that are held go on at once. */
  clear(): void;
  list(): { faults: Fault[]; held: HeldCall[] };
  /** Holds the call, or throws its error, if a fault is set for its operation: the oldest first. */
  strike(operation: string, requestId: string): Promise<void>;
  /** Lets go of the calls that are held, without effect. */
  close(): void;
}

/** Throttling, denial and slowness on demand, to see how a client takes them. */
export function createFaults(): Faults {
  let faults: Fault[] = [];
  const held = new Map<string, HeldCall>();
  const closing = new AbortController();
  let letGo = new AbortController();

  function take(operation: string): Fault | undefined {
    const fault = faults.find((each) => each.operation === operation);
    if (fault === undefined) return undefined;
    faults =
      fault.times > 1
        ? faults.map((each) => (each === fault ? { ...fault, times: fault.times - 1 } : each))
        : faults.filter((each) => each !== fault);
    return fault;
  }

  return {
    add: (fault) => void faults.push(fault),
    clear() {
      faults = [];
      letGo.abort();
      letGo = new AbortController();
    },
    list: () => ({ faults, held: [...held.values()] }),
    async strike(operation, requestId) {
      const fault = take(operation);
      if (fault?.delayMs !== undefined) {
        held.set(requestId, { requestId, operation });
        try {
          await wait(fault.delayMs, undefined, { signal: AbortSignal.any([closing.signal, letGo.signal]) });
        } catch (cause) {
          if (closing.signal.aborted)
            throw new AwsError("ServiceUnavailable", "The sandbox was closed", 503, { cause });
        } finally {
          held.delete(requestId);
        }
      }
      if (fault?.error !== undefined)
        throw new AwsError(fault.error.code, fault.error.message, fault.error.status);
    },
    close: () => closing.abort(),
  };
}
