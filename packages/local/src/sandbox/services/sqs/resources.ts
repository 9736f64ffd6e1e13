import * as z from "zod";
import { kind } from "../../table.ts";

/** A queue as it was made. Its messages are not here: whoever runs the sandbox has them. */
const queue = z.object({
  /** Its name. */
  id: z.string(),
  visibilityTimeoutSeconds: z.int(),
  retentionSeconds: z.int(),
  redrive: z.object({ deadLetterTargetArn: z.string(), maxReceiveCount: z.int() }).optional(),
  /** The queue's policy, as JSON. */
  policy: z.string().optional(),
  createdAt: z.iso.datetime(),
  tags: z.record(z.string(), z.string()).optional(),
});
export type Queue = z.output<typeof queue>;
export const queues = kind("queues", queue);
