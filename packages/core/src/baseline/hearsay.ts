import type { Plan } from "../response/plan.ts";
import type { Baseline } from "./schema.ts";

/**
 * What a plan has to wait for that goes back to what a record alone has told: whoever may publish can forge one, and would have
 * logs or rights go where he likes. What a sweep or a response has read of the account itself is known.
 */
export function hearsay(known: Pick<Baseline, "source"> | undefined): Pick<Plan, "confirm"> {
  if (known?.source !== "event") return {};
  return { confirm: "what it goes back to is known from an event alone, and no sweep has seen it" };
}
