import type { Undo } from "@snapback/core/finding/attempt-schema";
import type { Finding } from "@snapback/core/finding/schema";
import { JsonObject } from "@snapback/core/json";
import { cliCommand } from "@snapback/core/response/cli";
import { resolveInput, type Step, StepReferenceError } from "@snapback/core/response/plan";

export function commandsOf(steps: readonly Step[], region: string): string[] {
  return steps.map((step) => cliCommand(step, region));
}

/** An undo as commands that a person can run: with what the plan's own steps have answered filled in. */
export function undoCommands({ attempts, region }: Finding, steps: Undo["steps"]): string[] {
  const filledIn = steps.map((step) => {
    const outcomes = attempts.find(({ id }) => id === step.attempt)?.steps ?? [];
    return {
      ...step,
      input: resolved(
        step.input,
        outcomes.map(({ output }) => output),
      ),
    };
  });
  return commandsOf(filledIn, region);
}

/** An answer that is not known, of a step that may have run, stays the reference that it is. */
function resolved(input: JsonObject, steps: readonly unknown[]): JsonObject {
  try {
    return JsonObject.parse(resolveInput(input, { steps }));
  } catch (error) {
    if (error instanceof StepReferenceError) return input;
    throw error;
  }
}

/** A command that was, and the one in its place; one of them is absent where a step was added or taken away. */
export interface ChangedCommand {
  was?: string;
  now?: string;
}

/** What is different between two lists of commands, from the first to the last that differ. */
export function differenceOf(was: readonly string[], now: readonly string[]): ChangedCommand[] {
  let start = 0;
  while (start < Math.min(was.length, now.length) && was[start] === now[start]) start++;
  let end = 0;
  while (end < Math.min(was.length, now.length) - start && was.at(-1 - end) === now.at(-1 - end)) end++;
  const [before, after] = [was.slice(start, was.length - end), now.slice(start, now.length - end)];
  return Array.from({ length: Math.max(before.length, after.length) }, (_, index) => ({
    ...(before[index] !== undefined && { was: before[index] }),
    ...(after[index] !== undefined && { now: after[index] }),
  }));
}
