import type { BulkAction } from "./bulk-decision.ts";

/** How many findings, in words. */
export function findingsInWords(count: number): string {
  return count === 1 ? "1 finding" : `${count.toLocaleString("en")} findings`;
}

/** What a decision about several findings does to each. */
export const explanations: Record<BulkAction, string> = {
  approve:
    "Snapback makes each plan again from the resource as it is now. Where it is the same, it runs; otherwise you are asked again.",
  dismiss: "The violations stay. A finding comes back if its violation is made again.",
  exempt: "They stay as they are until then. Afterwards each is looked at again.",
};

/** What the button says that sends it. */
export function confirmWords(action: BulkAction, count: number): string {
  if (action === "approve") return count === 1 ? "Run 1 plan" : `Run ${count.toLocaleString("en")} plans`;
  return `${action === "dismiss" ? "Dismiss" : "Exempt"} ${findingsInWords(count)}`;
}
