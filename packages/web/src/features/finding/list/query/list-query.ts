import { ORDERS } from "@snapback/core/finding/rows/order-names";
import { parseTerm, type Term, WhereError } from "@snapback/core/finding/rows/where";
import { isSeverity } from "../../finding-severity.ts";
import { isState } from "../../finding-state.ts";
import type { ListRequestQuery } from "../../finding-types.ts";

export type Sort = NonNullable<ListRequestQuery["sort"]>;

/** What an address asks of the list, as it is written there. */
export interface ListQuery {
  where?: string[];
  match?: "any";
  sort?: Sort;
}

export const DEFAULT_SORT: Sort = "-lastSeen";

/** As the API has them. */
const MOST_TERMS = 50;
const LONGEST_TERM = 2500;

const orders: readonly string[] = ORDERS;

function isSort(value: unknown): value is Sort {
  return typeof value === "string" && orders.includes(value.replace(/^-/, ""));
}

/** The query in an address. Its terms are kept as they are, also those that are none: `readTerms` tells them apart. */
export function parseListQuery({ where, match, sort }: Record<string, unknown>): ListQuery {
  const terms = (Array.isArray(where) ? where : [where]).filter((term) => typeof term === "string");
  return {
    ...(terms.length > 0 && { where: terms }),
    ...(match === "any" && { match }),
    ...(isSort(sort) && sort !== DEFAULT_SORT && { sort }),
  };
}

/** The terms of a query, and those that the API would not take. */
export function readTerms({ where = [] }: ListQuery): { terms: Term[]; unknown: string[] } {
  const terms: Term[] = [];
  const unknown: string[] = [];
  for (const text of where) {
    const term = terms.length < MOST_TERMS ? readTerm(text) : undefined;
    if (term) terms.push(term);
    else unknown.push(text);
  }
  return { terms, unknown };
}

function readTerm(text: string): Term | undefined {
  if (text.length > LONGEST_TERM) return undefined;
  try {
    const term = parseTerm(text);
    if (term.property === "state") return term.values.every(isState) ? term : undefined;
    if (term.property === "severity") return term.values.every(isSeverity) ? term : undefined;
    return term;
  } catch (error) {
    if (error instanceof WhereError) return undefined;
    throw error;
  }
}
