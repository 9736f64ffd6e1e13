import Badge from "@cloudscape-design/components/badge";
import { showSeverity } from "./finding-severity.ts";
import type { Severity } from "./finding-types.ts";

export function SeverityBadge({ severity }: { severity: Severity }) {
  return <Badge color={`severity-${severity}`}>{showSeverity(severity)}</Badge>;
}
