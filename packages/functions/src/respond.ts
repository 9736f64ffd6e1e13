import { BUS_SOURCE, MESSAGE_TYPES } from "@snapback/core/bus/message";
import { assess } from "@snapback/core/response/assess";
import { respond } from "@snapback/core/response/respond";
import type { Responder } from "@snapback/core/response/responder";
import * as z from "zod";

const Message = z.object({
  source: z.literal(BUS_SOURCE),
  "detail-type": z.enum(MESSAGE_TYPES),
  detail: z.object({ id: z.string() }),
});

/**
 * Handles one message of the bus: a finding to put right, or a suspect to assess. The message only names it; the table
 * and the live account decide what is done.
 */
export function createRespond(deps: Omit<Responder, "owner">) {
  return async (event: unknown, { awsRequestId }: { awsRequestId: string }): Promise<void> => {
    const { "detail-type": type, detail } = Message.parse(event);
    const responder = { ...deps, owner: awsRequestId };
    await (type === "suspect.raised" ? assess(detail.id, responder) : respond(detail.id, responder));
  };
}
