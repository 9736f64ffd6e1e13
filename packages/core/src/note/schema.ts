import * as z from "zod";
import { Party } from "../person/party.ts";
import { LONGEST_NOTE } from "./limit.ts";

/** What a person wants others to know of a finding. It changes nothing, and is never changed itself. */
export type Note = z.infer<typeof Note>;
export const Note = z.object({
  id: z.string(),
  findingId: z.string(),
  by: Party,
  at: z.iso.datetime(),
  text: z.string().min(1).max(LONGEST_NOTE),
});
