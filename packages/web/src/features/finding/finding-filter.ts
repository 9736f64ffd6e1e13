import { isSeverity } from "./finding-severity.ts";
import { isState } from "./finding-state.ts";
import type { FindingFilter } from "./finding-types.ts";

const LONGEST_ID = 100;

/** The filter in an address; what is none of ours is left out. */
export function parseFilter({ state, severity, detection }: Record<string, unknown>): FindingFilter {
  const named = typeof detection === "string" && detection !== "" && detection.length <= LONGEST_ID;
  return {
    ...(isState(state) && { state }),
    ...(isSeverity(severity) && { severity }),
    ...(named && { detection }),
  };
}

export function isFiltered(filter: FindingFilter): boolean {
  return Object.keys(filter).length > 0;
}
