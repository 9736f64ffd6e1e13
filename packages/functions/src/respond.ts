import { assess } from "@snapback/core/response/assess";
import { respond } from "@snapback/core/response/respond";
import type { Responder } from "@snapback/core/response/responder";
import { BusEvent } from "./message.ts";

/**
 * Handles one message of the bus: a finding with which something is to be done, or a suspect to assess. The message only names
 * it; the tables and the live account decide what is done.
 */
export function createRespond(deps: Omit<Responder, "owner">) {
  return async (event: unknown, { awsRequestId }: { awsRequestId: string }): Promise<void> => {
    const { "detail-type": type, detail } = BusEvent.parse(event);
    const responder = { ...deps, owner: awsRequestId };
    await (type === "suspect.raised" ? assess(detail.id, responder) : respond(detail.id, responder));
  };
}
