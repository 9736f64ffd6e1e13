/** What the operator chose, as the handlers read it. Every detection fills in its own defaults. */
export interface Settings {
  /** The detection's parameters, to be parsed by its own schema. */
  parameters(detection: string): unknown;
}

export const defaultSettings: Settings = { parameters: () => ({}) };
