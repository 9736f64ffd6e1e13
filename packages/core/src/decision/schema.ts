import * as z from "zod";
import { Party } from "../person/party.ts";
import { LONGEST_REASON } from "./reason.ts";

const base = { id: z.string(), findingId: z.string(), by: Party, at: z.iso.datetime() };
const reason = z.string().min(1).max(LONGEST_REASON);

/**
 * What a person has decided about a finding. The API writes it down and has the bus tell of it; who may change the finding
 * reads it, follows it or refuses it, once.
 */
export type Decision = z.infer<typeof Decision>;
export const Decision = z.discriminatedUnion("action", [
  /** Run the proposal of this id. */
  z.object({ ...base, action: z.literal("approve"), proposal: z.string() }),
  /** Don't: the violation stays as it is. */
  z.object({ ...base, action: z.literal("reject"), proposal: z.string(), reason }),
  /** Take back this attempt, under this exemption. `force`: over the change whose digest this is. */
  z.object({
    ...base,
    action: z.literal("undo"),
    attempt: z.int(),
    exemption: z.string(),
    reason,
    force: z.string().optional(),
  }),
  /** Nothing need be done about it. */
  z.object({ ...base, action: z.literal("dismiss"), reason }),
  /** Leave it alone, by this exemption. */
  z.object({ ...base, action: z.literal("exempt"), exemption: z.string(), reason }),
  /** Look at the resource again, and go on from there. */
  z.object({ ...base, action: z.literal("retry") }),
]);

export type Action = Decision["action"];
