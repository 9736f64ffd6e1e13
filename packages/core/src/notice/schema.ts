import * as z from "zod";
import { NoticeKind, Severity } from "../finding/schema.ts";

/** How a notice fares on one channel. */
export type Delivery = z.infer<typeof Delivery>;
export const Delivery = z.object({
  status: z.enum(["waiting", "sent", "dead"]),
  attempts: z.int(),
  /** When to try again, while it waits. */
  dueAt: z.iso.datetime().optional(),
  error: z.string().optional(),
});

/**
 * Something that people have to be told. It is written down by whatever finds it, and sent by `notify`, which says how
 * things stand by then.
 */
export type Notice = z.infer<typeof Notice>;
export const Notice = z.object({
  /** Derived from what it is about, so that it is written down once. */
  id: z.string(),
  kind: NoticeKind,
  severity: Severity,
  at: z.iso.datetime(),
  /** The finding that it is about; absent for what concerns the whole installation. */
  findingId: z.string().optional(),
  /** What it is about, in one line: the finding's summary, or why the pause fell. */
  summary: z.string(),
  /** What has happened, in one line: "waits for approval: ...", "failed: UnauthorizedOperation: ...". */
  what: z.string(),
  /** By channel; absent for those that it has not been tried on. */
  deliveries: z.record(z.string(), Delivery),
  version: z.int(),
  /** When `notify` has to look at it again; absent once every channel has it, or has given up. */
  dueAt: z.iso.datetime().optional(),
});
