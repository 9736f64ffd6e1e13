import type { Config, Mode } from "./config.ts";

/** What the operator chose, as the handlers read it. Every detection fills in its own defaults. */
export interface Settings {
  /** The detection's parameters, to be parsed by its own schema. */
  parameters(detection: string): unknown;
  mode(detection: string): Mode;
  /** How many plans may be carried out within a clock hour; 0 for none. */
  automaticChangesPerHour: number;
}

/** The settings that the operator's choices make: a detection that they don't name has its defaults, and acts. */
export function settingsOf({
  modes,
  parameters,
  automaticChangesPerHour,
}: Pick<Config, "modes" | "parameters" | "automaticChangesPerHour">): Settings {
  const chosenModes = new Map(Object.entries(modes));
  const chosenParameters = new Map(Object.entries(parameters));
  return {
    parameters: (detection) => chosenParameters.get(detection) ?? {},
    mode: (detection) => chosenModes.get(detection) ?? "auto",
    automaticChangesPerHour,
  };
}

/** Why Snapback changes nothing of what a detection in mode `monitor` finds; `undefined` in any other mode. */
export function monitored(detection: string, settings: Settings): string | undefined {
  return settings.mode(detection) === "monitor" ? monitorHold(detection) : undefined;
}

/** The hold of findings that were recorded in mode `monitor`. */
export function monitorHold(detection: string): string {
  return `detection ${detection} is in mode monitor: Snapback records it and changes nothing`;
}

/** Every detection at its defaults, acting, with no cap: where no operator has chosen anything. */
export const defaultSettings: Settings = settingsOf({
  modes: {},
  parameters: {},
  automaticChangesPerHour: Number.MAX_SAFE_INTEGER,
});
