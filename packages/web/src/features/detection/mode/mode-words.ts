import type { StatusIndicatorProps } from "@cloudscape-design/components/status-indicator";
import type { Mode } from "../detection-request.ts";

interface Words {
  label: string;
  explanation: string;
  type: StatusIndicatorProps.Type;
}

export const modeWords: Record<Mode, Words> = {
  auto: {
    label: "Auto",
    explanation: "Snapback puts it right at once, within the cap on automatic changes.",
    type: "success",
  },
  approve: {
    label: "Approve",
    explanation: "Snapback makes the plan, and a person lets it run.",
    type: "pending",
  },
  monitor: {
    label: "Monitor",
    explanation: "Snapback writes down what it finds, with the plan that it would run, and changes nothing.",
    type: "info",
  },
};

/** From what does least by itself to what does most. */
export const modeOrder = ["monitor", "approve", "auto"] as const satisfies Mode[];
