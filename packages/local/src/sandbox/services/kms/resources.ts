import * as z from "zod";
import { kind } from "../../table.ts";

const key = z.object({
  /** Its key id. */
  id: z.string(),
  description: z.string(),
  createdAt: z.iso.datetime(),
  state: z.enum(["Enabled", "Disabled", "PendingDeletion"]),
  deletedOn: z.iso.datetime().optional(),
  policy: z.string(),
  /** Absent while it does not rotate. */
  rotationDays: z.int().optional(),
  tags: z.array(z.object({ TagKey: z.string(), TagValue: z.string() })),
});
export type Key = z.output<typeof key>;
export const keys = kind("kms-keys", key);
