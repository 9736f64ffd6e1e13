import { awsFailure, awsWords } from "../aws/error.ts";
import type { Attack } from "../detections/define.ts";
import { type Json, JsonObject } from "../json.ts";
import { resolveInput, type Step } from "../response/plan.ts";

/** Sends an operation by its name; rejects with whatever the SDK throws. */
export type Send = (service: string, operation: string, input: Json) => Promise<unknown>;

/** The attack could not be carried out: with what AWS said, and what to do. */
export class AttackError extends Error {
  override name = "AttackError";
}

/** Who hears of the steps. */
export interface Watch {
  /** Before it is sent, as it is sent: with what earlier steps answered. */
  begins: (step: Step) => void;
  /** What came back; of what stood from an earlier run, that. */
  ended?: (outcome: { answer: unknown } | "there") => void;
}

/**
 * Carries out an attack, step by step. What it would make on the way and stands from an earlier run it takes as it is, so
 * that an attack can be carried out again; the dangerous call, which is the last, has to have an effect.
 *
 * @throws AttackError where a step fails; the steps before it have had their effect.
 */
export async function runAttack({ steps }: Attack, send: Send, watch: Watch): Promise<void> {
  const answers: unknown[] = [];
  for (const [index, step] of steps.entries()) {
    try {
      const input = JsonObject.parse(resolveInput(step.input, { steps: answers }));
      watch.begins({ ...step, input });
      const answer = await send(step.service, step.operation, input);
      watch.ended?.({ answer });
      answers.push(answer);
    } catch (cause) {
      const later = steps.slice(index + 1);
      if (later.length === 0 || !isThere(cause) || later.some(({ input }) => refersTo(input, index)))
        throw new AttackError(explain(cause), { cause });
      watch.ended?.("there");
      answers.push(undefined);
    }
  }
}

/** Does an input need what a step has answered? */
function refersTo(input: Json | undefined, step: number): boolean {
  if (typeof input !== "object" || input === null) return false;
  if (Array.isArray(input)) return input.some((item) => refersTo(item, step));
  const { $from } = input;
  const isReference = typeof $from === "object" && $from !== null && !Array.isArray($from);
  return isReference ? $from.step === step : Object.values(input).some((value) => refersTo(value, step));
}

/** Services call it otherwise, or only say it. */
function isThere(error: unknown): boolean {
  const { code, message } = awsWords(error);
  return (
    awsFailure(error) === "there" || /Exists|AlreadyOwnedByYou/.test(code) || /already exists/.test(message)
  );
}

function explain(error: unknown): string {
  const { code, message } = awsWords(error);
  const said = `${code}: ${message}`;
  return isThere(error)
    ? `${said}\nIt stands from an earlier run: take it away first, or begin anew with npm start -- --reset.`
    : said;
}
