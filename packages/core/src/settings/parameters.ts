import * as z from "zod";
import { JsonObject } from "../json.ts";
import { own } from "./own.ts";

/** One thing that is wrong with parameters, and where in them. */
export interface Fault {
  path: readonly PropertyKey[];
  message: string;
}

/** A detection's parameters, filled in with its defaults, or what is wrong with them: in words, and field by field. */
export type Parameters = { values: JsonObject } | { problem: string; faults: readonly Fault[] };

/**
 * Checks a detection's parameters by its own schema, and fills in what they leave out. A name that the schema does not know
 * is refused at any depth: it is a slip, and would be dropped without a word.
 */
export function fillIn(schema: z.ZodType, given: unknown): Parameters {
  const parsed = schema.pipe(JsonObject).safeParse(given);
  if (parsed.error) return { problem: z.prettifyError(parsed.error), faults: parsed.error.issues };
  const unknown = unknownNames(given, parsed.data, []);
  if (unknown.length === 0) return { values: parsed.data };
  return {
    problem: unknown.map((path) => `✖ There is no parameter ${path.join(".")}`).join("\n"),
    faults: unknown.map((path) => ({ path, message: "There is no such parameter" })),
  };
}

/** The names that were given and did not come through the schema. */
function unknownNames(given: unknown, parsed: unknown, path: readonly string[]): string[][] {
  if (!isRecord(given) || !isRecord(parsed)) return [];
  return Object.entries(given).flatMap(([name, member]) => {
    const here = [...path, name];
    const kept = own(parsed, name);
    return kept === undefined ? [here] : unknownNames(member, kept, here);
  });
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
