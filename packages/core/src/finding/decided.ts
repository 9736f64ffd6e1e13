import type { Decision } from "../decision/schema.ts";
import type { Finding } from "./schema.ts";
import { at } from "./transitions.ts";

/** So many of those that were followed are remembered, and so many of those that were refused. */
const REMEMBERED = 50;

/** Followed ones and refused ones, each in the order in which they were taken. */
function kinds(decided: Finding["decided"]) {
  return [
    decided.filter(({ refused }) => refused === undefined),
    decided.filter(({ refused }) => refused !== undefined),
  ];
}

/** That a decision was followed, or refused. */
export function decidedBy(
  finding: Finding,
  id: string,
  now: Date,
  refused?: string,
): Pick<Finding, "decided"> {
  const all = [...finding.decided, { id, at: at(now), ...(refused !== undefined && { refused }) }];
  const dropped = new Set(kinds(all).flatMap((kind) => kind.slice(0, -REMEMBERED)));
  return { decided: all.filter((one) => !dropped.has(one)) };
}

/**
 * The first decision that was neither followed nor refused. They are taken in their order, so one that was made before the
 * earliest that is remembered of its kind has had its turn, where not all of that kind are remembered any more.
 */
export function undecided({ decided }: Finding, decisions: readonly Decision[]): Decision | undefined {
  const known = new Set(decided.map(({ id }) => id));
  // Of which kind a forgotten one was is forgotten, too.
  const forgotten = kinds(decided).flatMap((kind) =>
    kind.length < REMEMBERED ? [] : kind.slice(0, 1).map((earliest) => earliest.at),
  );
  return decisions.find(({ id, at: made }) => !known.has(id) && forgotten.every((until) => made >= until));
}
