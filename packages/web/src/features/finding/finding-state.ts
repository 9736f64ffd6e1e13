import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { Finding, State } from "./finding-types.ts";

interface Shown {
  label: string;
  type: StatusIndicatorProps.Type;
}

const states: Record<State, Shown> = {
  open: { label: "Open", type: "warning" },
  "awaiting-approval": { label: "Waits for approval", type: "pending" },
  responding: { label: "Responding", type: "in-progress" },
  remediated: { label: "Remediated", type: "success" },
  failed: { label: "Failed", type: "error" },
  contested: { label: "Contested", type: "error" },
  undoing: { label: "Being undone", type: "in-progress" },
  undone: { label: "Undone", type: "stopped" },
  exempt: { label: "Exempt", type: "stopped" },
  dismissed: { label: "Dismissed", type: "stopped" },
};

export function isState(value: unknown): value is State {
  return typeof value === "string" && Object.hasOwn(states, value);
}

export const stateOptions = Object.keys(states).filter(isState);

export function showState(state: State): Shown {
  return states[state];
}

/** The state as it concerns the reader: a finding on hold is open, and stays so until a person acts. */
export function showFindingState({ state, hold, safe }: Pick<Finding, "state" | "hold" | "safe">): Shown {
  if (state === "open" && hold !== undefined) return { label: "Open, on hold", type: "warning" };
  if (state === "remediated" && safe?.by === "already") return { label: "Already safe", type: "success" };
  return states[state];
}
