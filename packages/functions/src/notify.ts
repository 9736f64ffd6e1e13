import * as z from "zod";
import { BusEvent } from "./message.ts";
import { type NotifyDeps, tellPeople } from "./notify/tell.ts";
import { type TestChannelDeps, testChannel } from "./notify/test-channel.ts";

const Message = BusEvent.extend({ "detail-type": z.enum(["notices.due", "channel.test"]) });

/**
 * Handles one message of the bus: there is something to tell people, or somebody wants to see that a channel works. What that is,
 * the tables say. Of several at once one sends, so that nobody is told twice.
 */
export function createNotify(deps: NotifyDeps & TestChannelDeps & { leaseMs: number }) {
  const { notices, leaseMs, log, now } = deps;
  return async (event: unknown, { awsRequestId: owner }: { awsRequestId: string }): Promise<void> => {
    const { "detail-type": type, detail } = Message.parse(event);
    if (type === "channel.test") return testChannel(detail.id, deps);
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
