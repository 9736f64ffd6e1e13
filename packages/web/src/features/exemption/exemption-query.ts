import { describeScope } from "@snapback/core/exemption/words";
import type { Exemption } from "./exemption-request.ts";
import { type Draft, parseDraft } from "./form/draft.ts";

/** What an address asks of the page, and the parts that a form for another exemption begins with. */
export interface ExemptionQuery extends Partial<Draft> {
  /** With those that were ended, and those that have run out. */
  show?: "all";
  q?: string;
  /** The form is open. */
  new?: "1";
}

const LONGEST_TEXT = 200;

/** The query in an address: `?show=all&q=load`, `?new=1&detection=…&resource=…`. What it can't mean is left out. */
export function parseExemptionQuery(search: Record<string, unknown>): ExemptionQuery {
  const { show, q, new: making } = search;
  return {
    ...(show === "all" && { show }),
    ...(typeof q === "string" && q !== "" && { q: q.slice(0, LONGEST_TEXT) }),
    ...(making === "1" && { new: making, ...parseDraft(search) }),
  };
}

/** The exemptions in which all of the words are, in any order. */
export function filterExemptions(exemptions: readonly Exemption[], q = ""): Exemption[] {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  return exemptions.filter(({ id, scope, reason, by, state, ended }) => {
    const said = [
      id,
      describeScope(scope),
      reason,
      by.name,
      state,
      ended?.reason ?? "",
      ended?.by.name ?? "",
    ];
    const text = said.join("\n").toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
