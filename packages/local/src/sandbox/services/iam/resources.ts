import * as z from "zod";

export const role = z.object({
  /** Its name. */
  id: z.string(),
  roleId: z.string(),
  /** The trust policy, as JSON. */
  trust: z.string(),
  /** The inline policies by name, as JSON. Managed ones can't be attached in the sandbox. */
  policies: z.record(z.string(), z.string()),
  createdAt: z.iso.datetime(),
});
export type Role = z.output<typeof role>;
