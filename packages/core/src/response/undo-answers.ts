import type { Undo } from "../finding/attempt-schema.ts";
import type { Finding } from "../finding/schema.ts";
import type { JsonObject } from "../json.ts";
import type { Answers } from "./plan.ts";

/**
 * What the steps of an undo's attempt have answered, and the undo's own, each at the place that it has in the plan: steps that need
 * no undoing leave gaps.
 */
export function undoAnswers(
  { attempts, undo: begun }: Finding,
  step: Pick<Undo["steps"][number], "attempt">,
): Answers {
  const own: (JsonObject | undefined)[] = [];
  for (const [index, { attempt, position }] of (begun?.steps ?? []).entries())
    if (attempt === step.attempt) own[position] = begun?.outcomes[index]?.output;
  const ran = attempts.find(({ id }) => id === step.attempt)?.steps ?? [];
  return { steps: ran.map(({ output }) => output), undo: own };
}
