import type { Finding } from "./schema.ts";

/** What a finding is like when nobody is at it any more. */
export const idle = {
  lease: undefined,
  dueAt: undefined,
  look: false,
  recheck: false,
  settlingUntil: undefined,
} satisfies Partial<Finding>;
