import type { FindingSummary } from "../views.ts";
import { type Line, tabulated } from "./line.ts";
import { dim, severityText, stateText } from "./style.ts";
import { age } from "./time.ts";

type Row = Pick<FindingSummary, "id" | "severity" | "state" | "summary"> & {
  opened: Pick<FindingSummary["opened"], "eventTime">;
};

/** A line for each, the latest first; the age is that of the call that opened it. */
export function findingTable(findings: readonly Row[], now: Date): Line[] {
  if (findings.length === 0) return ["No findings."];
  const header = ["ID", "SEVERITY", "STATE", "AGE", "WHAT"].map(dim);
  const rows = findings.map(({ id, severity, state, opened, summary }) => [
    id,
    severityText(severity),
    stateText(state),
    age(opened.eventTime, now),
    summary,
  ]);
  return tabulated([header, ...rows]);
}
