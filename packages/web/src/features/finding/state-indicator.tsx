import StatusIndicator from "@cloudscape-design/components/status-indicator";
import { showFindingState } from "./finding-state.ts";
import type { Finding } from "./finding-types.ts";

export function StateIndicator({ finding }: { finding: Finding }) {
  const { label, type } = showFindingState(finding);
  return <StatusIndicator type={type}>{label}</StatusIndicator>;
}
