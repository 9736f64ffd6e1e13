import { lead } from "@snapback/core/finding/lead";
import { reconcile } from "@snapback/core/finding/reconcile";
import type { FindingContext } from "@snapback/core/response/responder";
import { BusEvent } from "./message.ts";

type Deps = Parameters<typeof reconcile>[0] & FindingContext;

/**
 * Runs on a schedule: what is due is sent to those who see to it. And by messages of the bus about findings that no `respond` is
 * there for: what people decide of them needs nothing of the account.
 */
export function createReconcile(deps: Deps) {
  return async (event?: unknown): Promise<{ sent: number }> => {
    const message = BusEvent.safeParse(event);
    if (!message.success) return { sent: await reconcile(deps) };
    const left = await lead(message.data.detail.id, deps);
    if (left) deps.log.warn("reconcile.needs-account", { findingId: left.finding.id, move: left.move.kind });
    return { sent: 0 };
  };
}
