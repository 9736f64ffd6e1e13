import { type BusMessage, RECONCILE } from "@snapback/core/bus/message";
import { respondingService } from "@snapback/core/detections/define";
import type { Finding } from "@snapback/core/finding/schema";
import type { ApiDeps } from "./deps.ts";

export type Tell = ReturnType<typeof openTell>;

/**
 * Tells whoever leads a finding's life that something was decided, or that it is time to look at it again. What was decided is
 * written down by then and stands: where the bus can't be had, `reconcile` sends the decision again.
 */
export function openTell({ detections, publish, log }: Pick<ApiDeps, "detections" | "publish" | "log">) {
  return async (type: "finding.decided" | "finding.due", findings: readonly Finding[]): Promise<void> => {
    const messages = findings.map(({ id, detection }): BusMessage => {
      const declared = detections.find((known) => known.id === detection);
      return { type, id, service: (declared && respondingService(declared)) ?? RECONCILE };
    });
    if (messages.length === 0) return;
    try {
      await publish(messages);
    } catch (error) {
      log.warn("api.publish-failed", { messages, error });
    }
  };
}
