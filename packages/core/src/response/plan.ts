import * as z from "zod";
import { Json, JsonObject } from "../json.ts";

/**
 * A response as data. A step names an AWS SDK command and its input; `{ "$from": { step, path } }` in an input stands
 * for a part of what an earlier step answered.
 */
export type Step = z.infer<typeof Step>;
export const Step = z.object({
  service: z.string(),
  operation: z.string(),
  input: JsonObject,
  /** What this step does, in words for the person who approves it. */
  does: z.string(),
});

/** Plans are stored with findings and outlive upgrades: a change of this shape takes a new version beside this one. */
export type Plan = z.infer<typeof Plan>;
export const Plan = z.object({ version: z.literal(1), steps: z.array(Step).min(1), undo: z.array(Step) });

/** A reference into the answer of an earlier step. `path` is a list of member names and positions. */
const Reference = z.object({
  $from: z.object({ step: z.int().min(0), path: z.array(z.union([z.string(), z.int()])) }),
});

export class StepReferenceError extends Error {
  override name = "StepReferenceError";
}

/**
 * The input with each reference replaced by what the step it names has answered.
 *
 * @throws StepReferenceError where an answer has no such part.
 */
export function resolveInput(input: Json, answers: readonly unknown[]): Json {
  if (Array.isArray(input)) return input.map((item) => resolveInput(item, answers));
  if (typeof input !== "object" || input === null) return input;
  const reference = Reference.safeParse(input);
  if (reference.success) return follow(reference.data.$from, answers);
  const members = Object.entries(input).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(members.map(([name, value]) => [name, resolveInput(value, answers)]));
}

function follow({ step, path }: z.infer<typeof Reference>["$from"], answers: readonly unknown[]): Json {
  let value: unknown = answers[step];
  for (const part of path) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined;
  }
  const read = Json.safeParse(value);
  if (!read.success) throw new StepReferenceError(`step ${step} answered nothing at ${path.join(".")}`);
  return read.data;
}
