import * as z from "zod";

/** A queue as it was made. Its messages are not here: whoever runs the sandbox has them. */
export const queue = z.object({
  /** Its name. */
  id: z.string(),
  visibilityTimeoutSeconds: z.int(),
  retentionSeconds: z.int(),
  redrive: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.int() }).optional(),
  /** The queue's policy, as JSON. */
  policy: z.string().optional(),
  createdAt: z.iso.datetime(),
});
export type Queue = z.output<typeof queue>;
