import * as z from "zod";
import { kind } from "../../table.ts";

/** A parameter at its current version; earlier ones are not kept. */
const parameter = z.object({
  /** Its name. */
  id: z.string(),
  type: z.enum(["String", "StringList"]),
  value: z.string(),
  tier: z.enum(["Standard", "Advanced"]),
  description: z.string().optional(),
  version: z.int(),
  modifiedAt: z.iso.datetime(),
});
export type Parameter = z.output<typeof parameter>;
export const parameters = kind("parameters", parameter);
