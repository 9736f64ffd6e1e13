import type { Finding } from "../finding/schema.ts";
import { ConflictError } from "../finding/store.ts";
import { LostLeaseError } from "./call-error.ts";
import type { Responder } from "./responder.ts";

/**
 * Writes the next version of a finding that this responder holds. What `detect` wrote meanwhile is kept.
 *
 * @throws LostLeaseError if somebody else took the finding
 */
export async function advance(
  finding: Finding,
  next: (current: Finding) => Finding,
  { findings, owner }: Pick<Responder, "findings" | "owner">,
): Promise<Finding> {
  let current = finding;
  for (;;) {
    try {
      return await findings.save(next(current), current);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
      const reread = await findings.get(finding.id);
      if (reread?.lease?.owner !== owner) {
        throw new LostLeaseError(`${finding.id} was taken by another responder`, { cause: error });
      }
      current = reread;
    }
  }
}

/** @throws LostLeaseError where the lease has run out: somebody else may be at it by now */
export function requireLease({ id, lease }: Finding, { now }: Pick<Responder, "now">): void {
  if (lease === undefined || lease.until <= now().toISOString()) {
    throw new LostLeaseError(`${id}: the lease ran out before the next step`);
  }
}
