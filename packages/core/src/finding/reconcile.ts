import type { BusMessage, Publish } from "../bus/message.ts";
import { type Detection, respondingService } from "../detections/define.ts";
import type { Log } from "../log.ts";
import type { FindingStore } from "./store.ts";

/** How many of a kind one run takes on; the rest waits for the next. */
const BATCH = 100;

/**
 * Sends again what is due: findings whose message was lost or whose responder died, and suspects that nobody assessed.
 * Only messages go out; `respond` decides by the table.
 */
export async function reconcile(deps: {
  detections: readonly Detection[];
  findings: FindingStore;
  publish: Publish;
  log: Log;
  now: () => Date;
}): Promise<number> {
  const { findings, suspects } = await deps.findings.due(deps.now(), BATCH);
  const due = [
    ...findings.map(({ id, detection }) => ({ type: "finding.due" as const, id, detection })),
    ...suspects.map(({ id, detection }) => ({ type: "suspect.raised" as const, id, detection })),
  ];
  const messages = due.flatMap(({ type, id, detection }): BusMessage[] => {
    const declared = deps.detections.find((one) => one.id === detection);
    const service = declared && respondingService(declared);
    if (service !== undefined) return [{ type, id, service }];
    deps.log.warn("reconcile.no-response", { id, detection });
    return [];
  });
  if (messages.length > 0) {
    await deps.publish(messages);
    deps.log.info("reconcile.sent", { messages: messages.length });
  }
  return messages.length;
}
