import * as z from "zod";

/**
 * Who did something: Snapback itself, a person who is signed in, or whoever made a call that CloudTrail recorded. A caller's
 * name is hostile text, and so never taken for one of the others.
 */
export type Party = z.infer<typeof Party>;
export const Party = z.object({
  kind: z.enum(["snapback", "person", "caller"]),
  name: z.string(),
  /** A person's own, which is never given to another. */
  id: z.string().optional(),
});
