import { digestOf } from "../digest.ts";
import type { Ledger } from "../settings/ledger.ts";
import { type Action, Decision } from "./schema.ts";

export interface DecisionStore {
  /** All about one finding, the earliest first (by time, then id), read consistently. */
  of(findingId: string): Promise<Decision[]>;
  /** Writes one down; false where it is there already. `what` says it in words for the activity. */
  make(decision: Decision, what: string): Promise<boolean>;
}

/**
 * The same id for the same decision, however often it is sent: by the caller's own key, or, where it has none, by all that makes
 * it this decision and no other (who, when, about which state of the finding).
 */
export function decisionId(findingId: string, action: Action, keyOrContent: unknown): string {
  return `dec_${digestOf([findingId, action, keyOrContent])}`;
}

/** Decisions as entries of the ledger, whose topic is the finding's id and whose name is the decision's. */
export function openDecisions(ledger: Pick<Ledger, "add" | "list">): DecisionStore {
  return {
    async of(findingId) {
      const decisions = (await ledger.list(findingId)).map(({ data }) => Decision.parse(data));
      return decisions.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.id < b.id ? -1 : 1));
    },

    async make(decision, what) {
      const { id, findingId, at, by } = decision;
      return ledger.add({ topic: findingId, name: id, at, by, what, data: { ...decision } });
    },
  };
}
