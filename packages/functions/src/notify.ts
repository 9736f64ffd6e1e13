import * as z from "zod";
import { BusEvent } from "./message.ts";
import { type NotifyDeps, tellPeople } from "./notify/tell.ts";

const Message = BusEvent.extend({ "detail-type": z.literal("notices.due") });

/**
 * Handles one message of the bus: there is something to tell people. What that is, the table says. Of several at once one
 * sends, so that nobody is told twice.
 */
export function createNotify(deps: NotifyDeps & { leaseMs: number }) {
  const { notices, leaseMs, log, now } = deps;
  return async (event: unknown, { awsRequestId: owner }: { awsRequestId: string }): Promise<void> => {
    Message.parse(event);
    if (!(await notices.claim(owner, leaseMs, now()))) {
      // What it did not see any more is still due, and `reconcile` says so again.
      log.info("notices.under-way");
      return;
    }
    try {
      await tellPeople(deps);
    } finally {
      await notices.release(owner, now());
    }
  };
}
