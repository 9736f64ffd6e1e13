import type { Detection } from "../detections/define.ts";
import { type AccountMove, lead } from "../finding/lead.ts";
import * as lifecycle from "../finding/lifecycle.ts";
import { reachable } from "../finding/reach.ts";
import type { Finding } from "../finding/schema.ts";
import { ConflictError } from "../finding/store.ts";
import { LostLeaseError } from "./call-error.ts";
import { putRight } from "./put-right.ts";
import type { Responder } from "./responder.ts";
import { continueUndo, undo } from "./take-back.ts";
import { uncovered } from "./uncovered.ts";

/** What one invocation does for a finding at most; what is left waits for `reconcile`. */
const MOVES = 10;

/**
 * Does what is to be done with a finding: puts right what is still wrong, follows what people have decided, takes back what they
 * want undone. May be called any number of times, at once or one after the other, and after a crash at any point: the tables say
 * what has been decided and done, the live account what is left to do.
 */
export async function respond(findingId: string, responder: Responder): Promise<void> {
  const { log } = responder;
  for (let moves = 0; moves < MOVES; moves++) {
    const next = await lead(findingId, responder);
    if (!next) return log.debug("respond.nothing-to-do", { findingId });
    const { finding, move } = next;
    const detection = responder.detections.find(({ id }) => id === finding.detection);
    if (!detection?.response || !reachable(finding, detection, responder.account)) {
      return log.warn("respond.not-possible", { findingId, detection: finding.detection, move: move.kind });
    }
    try {
      await make(move, finding, detection.response, responder);
    } catch (error) {
      if (!(error instanceof ConflictError) && !(error instanceof LostLeaseError)) throw error;
      log.info("respond.left-to-another", { findingId, why: error.message });
      // This one took too long: whoever has it now sees to the rest. Otherwise somebody was faster: look what is left.
      if (error instanceof LostLeaseError) return;
    }
  }
  log.warn("respond.left-for-later", { findingId });
}

async function make(
  move: AccountMove,
  finding: Finding,
  response: NonNullable<Detection["response"]>,
  responder: Responder,
): Promise<void> {
  const { findings, owner, leaseMs, now } = responder;
  switch (move.kind) {
    case "respond":
      return putRight(
        await findings.save(lifecycle.claim(finding, owner, leaseMs, now()), finding),
        response,
        responder,
      );
    case "approve":
      return putRight(
        await findings.save(lifecycle.approve(finding, move.decision, owner, leaseMs, now()), finding),
        response,
        responder,
      );
    case "revert":
      return putRight(
        await findings.save(lifecycle.revert(finding, owner, leaseMs, now()), finding),
        response,
        responder,
      );
    case "undo":
      return undo(finding, move.decision, response, responder);
    case "continue-undo":
      return continueUndo(finding, response, responder);
    case "uncovered":
      return uncovered(finding, response, responder);
  }
}
