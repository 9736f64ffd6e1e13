import { BUS_SOURCE, MESSAGE_TYPES } from "@snapback/core/bus/message";
import * as z from "zod";

/** An event of Snapback's own bus, as EventBridge hands it to a function. */
export const BusEvent = z.object({
  source: z.literal(BUS_SOURCE),
  "detail-type": z.enum(MESSAGE_TYPES),
  detail: z.object({ id: z.string() }),
});
