import * as z from "zod";

/** What survives a round trip through JSON, which drops members that are undefined. */
export type Json = string | number | boolean | null | Json[] | JsonObject;
export interface JsonObject {
  [name: string]: Json | undefined;
}

export const Json: z.ZodType<Json> = z.json();
/** `type` is for descriptions of the schema, which can't follow it into itself. */
export const JsonObject: z.ZodType<JsonObject> = z.record(z.string(), Json).meta({ type: "object" });

/** The value of a text that is JSON; `undefined`, which no JSON text means, for one that is not. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
