import { openSdk } from "@snapback/core/attack/sdk";
import { awsFailure } from "@snapback/core/aws/error";
import type { Attack } from "@snapback/core/detections/define";
import { resolveInput } from "@snapback/core/response/plan";

/** The attack could not be carried out: with what AWS said, and what to do. */
export class AttackError extends Error {
  override name = "AttackError";
}

/**
 * Carries out an attack, step by step, with the SDK's own clients.
 *
 * @throws AttackError where a step fails; the steps before it have had their effect.
 */
export async function runAttack(
  attack: Attack,
  { endpoint, region, tell }: { endpoint: string; region: string; tell: (line: string) => void },
): Promise<void> {
  const send = openSdk({ endpoint, region });
  const answers: unknown[] = [];
  for (const step of attack.steps) {
    tell(`  ${step.does}  (${step.service}:${step.operation})`);
    try {
      answers.push(await send(step.service, step.operation, resolveInput(step.input, { steps: answers })));
    } catch (error) {
      throw new AttackError(explain(error, endpoint), { cause: error });
    }
  }
  tell("Done. The terminal of npm start and the console show what became of it.");
}

function explain(error: unknown, endpoint: string): string {
  const { name, message } = error instanceof Error ? error : new Error(String(error));
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ECONNREFUSED")
    return `Nothing answers at ${endpoint}. Run npm start first, or name its --aws-port.`;
  if (awsFailure(error) === "there" || /Exists/.test(name)) {
    return `${name}: ${message}\nIt stands from an earlier run: take it away first, or begin anew with npm start -- --reset.`;
  }
  return `${name}: ${message}`;
}
