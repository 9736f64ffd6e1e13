import * as z from "zod";
import { digestOf } from "../digest.ts";
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
  /** Of an undo's step: the position of the step that it takes back. Absent: it takes back any of them. */
  undoes: z.int().min(0).optional(),
});

/** Plans are stored with findings and outlive upgrades: a change of this shape takes a new version beside this one. */
export type Plan = z.infer<typeof Plan>;
export const Plan = z.object({
  version: z.literal(1),
  steps: z.array(Step).min(1),
  undo: z.array(Step),
  /** What the undo can't bring back, in words for the person who approves the plan. */
  lost: z.array(z.string()).optional(),
  /** What the plan had to do without (a baseline), and what it does instead. */
  caveats: z.array(z.string()).optional(),
  /** In doubt: a person has to approve it in mode `auto`, too. */
  confirm: z.string().optional(),
});

/**
 * A reference into the answer of an earlier step. `path` is a list of member names and positions. In an undo, `step` is one
 * of the plan's steps (whatever they created), and `undo` an earlier step of the undo itself.
 */
const Reference = z.object({
  $from: z.union([
    z.object({ step: z.int().min(0), path: z.array(z.union([z.string(), z.int()])) }),
    z.object({ undo: z.int().min(0), path: z.array(z.union([z.string(), z.int()])) }),
  ]),
});

export class StepReferenceError extends Error {
  override name = "StepReferenceError";
}

/** What earlier steps have answered, by their position: of the plan, and of its undo. */
export interface Answers {
  steps: readonly unknown[];
  undo?: readonly unknown[];
}

/**
 * The input with each reference replaced by what the step it names has answered.
 *
 * @throws StepReferenceError where an answer has no such part.
 */
export function resolveInput(input: Json, answers: Answers): Json {
  if (Array.isArray(input)) return input.map((item) => resolveInput(item, answers));
  if (typeof input !== "object" || input === null) return input;
  const reference = Reference.safeParse(input);
  if (reference.success) return follow(reference.data.$from, answers);
  const members = Object.entries(input).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  return Object.fromEntries(members.map(([name, value]) => [name, resolveInput(value, answers)]));
}

function follow(from: z.infer<typeof Reference>["$from"], { steps, undo = [] }: Answers): Json {
  const [of, position, list] =
    "step" in from ? (["step", from.step, steps] as const) : (["undo step", from.undo, undo] as const);
  let value: unknown = list[position];
  for (const part of from.path) {
    value =
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? Reflect.get(value, part)
        : undefined;
  }
  const read = Json.safeParse(value);
  if (!read.success)
    throw new StepReferenceError(`${of} ${position} answered nothing at ${from.path.join(".")}`);
  return read.data;
}

/** What identifies a plan to whoever approves it: 24 hex digits over its steps and its undo. */
export function planId({ steps, undo }: Plan): string {
  const calls = [steps, undo].map((list) =>
    list.map(({ service, operation, input }) => [service, operation, input]),
  );
  return `pln_${digestOf(calls)}`;
}
