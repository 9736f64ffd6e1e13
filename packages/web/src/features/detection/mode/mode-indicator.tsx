import StatusIndicator from "@cloudscape-design/components/status-indicator";
import type { Mode } from "../detection-request.ts";
import { modeWords } from "./mode-words.ts";

export function ModeIndicator({ mode }: { mode: Mode }) {
  const { label, type } = modeWords[mode];
  return <StatusIndicator type={type}>{label}</StatusIndicator>;
}
