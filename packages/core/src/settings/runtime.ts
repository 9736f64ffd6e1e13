import * as z from "zod";
import { JsonObject } from "../json.ts";
import { Mode } from "./config.ts";

/**
 * What people have changed of the settings since the deploy: one document, whose every version is kept. What it does not
 * name is as `snapback.config.ts` has it.
 */
export type RuntimeSettings = z.infer<typeof RuntimeSettings>;
export const RuntimeSettings = z.object({
  /** 0: nobody has changed anything. */
  version: z.int(),
  /** A person's pause. That the pause fell by itself is written elsewhere, by `respond`: see `response/pause.ts`. */
  pause: z.object({ reason: z.string(), by: z.string(), at: z.iso.datetime() }).optional(),
  /** The version by which the latest resume was made: from then on automatic changes are counted anew. */
  allowance: z.int(),
  automaticChangesPerHour: z.int().min(0).optional(),
  /** By detection; an account's mode goes before that of all. */
  modes: z.record(
    z.string(),
    z.object({ mode: Mode.optional(), accounts: z.record(z.string(), Mode).optional() }),
  ),
  /**
   * By detection: the whole of its parameters, with a version that grows by one with each change. None where what was chosen has
   * been taken back.
   */
  parameters: z.record(z.string(), z.object({ version: z.int().min(1), values: JsonObject.optional() })),
});

export const untouched: RuntimeSettings = { version: 0, allowance: 0, modes: {}, parameters: {} };
