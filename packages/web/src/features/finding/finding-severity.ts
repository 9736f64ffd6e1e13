import type { Severity } from "./finding-types.ts";

const severities: Record<Severity, string> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
};

export function isSeverity(value: unknown): value is Severity {
  return typeof value === "string" && Object.hasOwn(severities, value);
}

export const severityOptions = Object.keys(severities).filter(isSeverity);

export function showSeverity(severity: Severity): string {
  return severities[severity];
}
