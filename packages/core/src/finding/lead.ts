import type { FindingContext } from "../response/responder.ts";
import { uncover } from "./decide.ts";
import { type Move, whatNext } from "./next.ts";
import { reachable } from "./reach.ts";
import type { Finding } from "./schema.ts";
import { ConflictError } from "./store.ts";

/** What needs the live account. */
export type AccountMove = Exclude<Move, { kind: "write" | "rest" }>;

/**
 * Leads a finding on as far as that goes without the account: follows what people have decided, and lets time pass. Answers with
 * what is left to do in the account, if anything. May be called at any time, any number of times.
 */
export async function lead(
  findingId: string,
  context: FindingContext,
): Promise<{ finding: Finding; move: AccountMove } | undefined> {
  for (;;) {
    const { now } = context;
    const finding = await context.findings.get(findingId);
    if (!finding) return undefined;
    const [decisions, exemptions, settings] = await Promise.all([
      context.decisions.of(findingId),
      context.exemptions.active(now()),
      context.settings(),
    ]);
    const declared = context.detections.find(({ id }) => id === finding.detection);
    const inReach = reachable(finding, declared, context.account);
    const known = { decisions, exemptions, settings, reachable: inReach };
    const move = whatNext(finding, known, now());
    if (move.kind === "rest") return undefined;
    const next = move.kind === "write" ? move.next : withoutAccount(finding, move, inReach, now());
    if (next === undefined) return move.kind === "write" ? undefined : { finding, move };
    try {
      const saved = await context.findings.save(next, finding);
      const { id, state, detection, pending } = saved;
      const [entry] = pending;
      if (entry) context.log.info("finding.led", { findingId: id, detection, state, what: entry.what });
    } catch (error) {
      // Somebody else was faster: look again.
      if (!(error instanceof ConflictError)) throw error;
    }
  }
}

/** Of what needs the account, that which has to do without, since Snapback can't look there. */
function withoutAccount(
  finding: Finding,
  move: AccountMove,
  inReach: boolean,
  now: Date,
): Finding | undefined {
  return move.kind === "uncovered" && !inReach ? uncover(finding, false, now) : undefined;
}
