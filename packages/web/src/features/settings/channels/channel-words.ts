import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { Channel } from "./channels-request.ts";

const names: { [name: string]: string } = {
  slack: "Slack",
  email: "Email",
  webhook: "Webhook",
  inbox: "Inbox",
};

export function nameOf({ name }: Pick<Channel, "name">): string {
  return Object.hasOwn(names, name) ? (names[name] ?? name) : name;
}

/** Does it lead anywhere, and does anybody want it to? */
export function standingOf({ threshold, lacks }: Channel): {
  type: StatusIndicatorProps.Type;
  label: string;
} {
  if (threshold === "off") return { type: "stopped", label: "Off" };
  if (lacks.length > 0) return { type: "warning", label: "Not set up" };
  return { type: "success", label: "Set up" };
}

const thresholds: Record<Channel["threshold"], string> = {
  critical: "Critical severity",
  high: "High severity and above",
  medium: "Medium severity and above",
  low: "Every severity",
  off: "Nothing",
};

export function thresholdWords({ threshold }: Pick<Channel, "threshold">): string {
  return thresholds[threshold];
}

/** Why nothing would come of a test; `undefined` where something would. */
export function whyNoTest({ threshold, lacks }: Channel): string | undefined {
  if (threshold === "off") return "It is off: snapback.config.ts says from which severity on it tells.";
  return lacks.length === 0 ? undefined : `It is not set up: it lacks ${lacks.join(" and ")}.`;
}
