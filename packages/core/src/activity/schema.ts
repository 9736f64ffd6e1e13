import * as z from "zod";
import { Activity } from "../finding/schema.ts";
import { Party } from "../person/party.ts";

/** One entry of the record of who or what did what, whichever table keeps it. */
export type ActivityEntry = z.infer<typeof ActivityEntry>;
export const ActivityEntry = z.object({
  id: z.string().describe("Unique: of the entries of one time, those with the larger id come first"),
  at: z.iso.datetime(),
  by: Party,
  what: z.string(),
  about: z
    .object({ kind: z.enum(["finding", "exemption", "settings", "channel"]), id: z.string() })
    .describe(
      "What it is about: for a finding or an exemption its id, for the settings their version, for a channel its name",
    ),
  ...Activity.pick({ from: true, eventId: true, decision: true, before: true, after: true }).shape,
  to: Activity.shape.to
    .optional()
    .describe("The finding's state from then on, where it is about one that has changed"),
});
