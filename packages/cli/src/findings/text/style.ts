import type { Severity, State } from "@snapback/core/finding/schema";
import type { Segment } from "./line.ts";

const severities = { critical: ["bold", "red"], high: "red", medium: "yellow", low: "dim" } as const;

const states = {
  open: "red",
  "awaiting-approval": "yellow",
  responding: "cyan",
  remediated: "green",
  failed: ["bold", "red"],
  contested: "magenta",
  undoing: "cyan",
  undone: "blue",
  exempt: "dim",
  dismissed: "dim",
} as const;

export function severityText(severity: Severity): Segment {
  const style = severities[severity];
  return { text: severity, style: typeof style === "string" ? style : [...style] };
}

export function stateText(state: State): Segment {
  const style = states[state];
  return { text: state, style: typeof style === "string" ? style : [...style] };
}

export function dim(text: string): Segment {
  return { text, style: "dim" };
}

export function bold(text: string): Segment {
  return { text, style: "bold" };
}
