import type { z } from "@hono/zod-openapi";
import { example } from "../examples.ts";
import type { SettingsView } from "./view.ts";

export const settingsExample: z.input<typeof SettingsView> = {
  version: 4,
  automaticChangesPerHour: 50,
  automaticChangesThisHour: 7,
  modes: {
    [example.detection]: {
      mode: "auto",
      accounts: { "444455556666": "approve" },
      possible: ["monitor", "approve", "auto"],
    },
  },
  parameters: {
    [example.detection]: {
      version: 1,
      values: { tcpPorts: [80, 443, 8443] },
      schema: {
        type: "object",
        properties: {
          tcpPorts: {
            default: [80, 443],
            description: "TCP ports that may be open to the world",
            type: "array",
            items: { type: "integer", minimum: 0, maximum: 65_535 },
          },
        },
      },
    },
  },
  approvalMinutes: 1440,
  contested: { times: 3, withinMinutes: 60, critical: "revert" },
  exemptions: { maximumDays: 90, undoHours: 24, warnHours: 24, tagKeys: [] },
  undoIamRights: false,
  problems: [],
};

export const pausedExample: z.input<typeof SettingsView> = {
  ...settingsExample,
  paused: {
    by: example.person.name,
    at: "2026-11-23T09:00:00.000Z",
    reason: "A migration is under way.",
    fallen: false,
  },
};
