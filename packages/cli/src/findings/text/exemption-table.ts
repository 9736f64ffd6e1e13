import { describeScope } from "@snapback/core/exemption/words";
import type { ExemptionView } from "../views.ts";
import { type Line, tabulated } from "./line.ts";
import { partyText } from "./party.ts";
import { dim } from "./style.ts";
import { relative, stamp } from "./time.ts";

export function exemptionTable(exemptions: readonly ExemptionView[], now: Date): Line[] {
  if (exemptions.length === 0) return ["No exemptions."];
  const header = ["ID", "STATE", "UNTIL", "BY", "WHAT", "WHY"].map(dim);
  const rows = exemptions.map(({ id, state, until, by, scope, reason, ended }) => [
    id,
    state,
    `${stamp(until)}, ${relative(until, now)}`,
    partyText(by),
    describeScope(scope),
    ended ? `${reason} (ended by ${partyText(ended.by)}: ${ended.reason})` : reason,
  ]);
  return tabulated([header, ...rows]);
}
