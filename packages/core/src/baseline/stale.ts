import type { Plan } from "../response/plan.ts";

const DAY_MS = 86_400_000;
/** A baseline that nothing has renewed for longer may have been overtaken by a change that Snapback did not see. */
const FRESH_DAYS = 90;

/**
 * What a plan that goes back to an old baseline has to say: nothing while it is fresh.
 *
 * @param what what the baseline is of: "the rule"
 * @param at since when it is known
 */
export function staleness(what: string, at: string, now: Date): Pick<Plan, "caveats" | "confirm"> {
  if (now.getTime() - Date.parse(at) <= FRESH_DAYS * DAY_MS) return {};
  const day = at.slice(0, 10);
  return {
    caveats: [`what ${what} was is known from ${day}, which is more than ${FRESH_DAYS} days ago`],
    confirm: `${what} may have been something else since ${day}, from when its baseline is`,
  };
}
