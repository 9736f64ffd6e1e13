import { z } from "@hono/zod-openapi";
import type { Attack, Detection } from "@snapback/core/detections/define";
import { serviceOf } from "@snapback/core/event/pattern";
import { Severity } from "@snapback/core/finding/schema";
import { cliCommand } from "@snapback/core/response/cli";
import { isInSandbox } from "../../sandbox/services/services.ts";

const StepView = z.object({ does: z.string(), command: z.string().describe("As an AWS CLI command") });

export const AttackView = z
  .object({
    name: z.string(),
    title: z.string(),
    detection: z.object({ id: z.string(), title: z.string(), severity: Severity }),
    service: z.string().describe("That of the calls by which the detection finds it"),
    steps: z.array(StepView),
    command: z.string().describe("The same from a terminal"),
    available: z.boolean(),
    missing: z.array(z.string()).describe("Calls of it that the sandbox does not have"),
  })
  .openapi("SandboxAttack");

/** An attack, with the detection that answers it. */
export interface DeclaredAttack {
  attack: Attack;
  detection: Detection;
}

export function declaredAttacks(detections: readonly Detection[]): DeclaredAttack[] {
  return detections.flatMap((detection) => detection.attacks.map((attack) => ({ attack, detection })));
}

export function missingCalls({ steps }: Attack): string[] {
  const calls = steps.map(({ service, operation }) => `${service}:${operation}`);
  return [...new Set(calls)].filter((call) => !isInSandbox(call));
}

/** The port on which AWS clients find the sandbox unless they are told another. */
const USUAL_PORT = "4566";

export function attackView(
  { attack, detection }: DeclaredAttack,
  { url, region }: { url: string; region: string },
): z.output<typeof AttackView> {
  const { id, title, severity, events } = detection;
  const missing = missingCalls(attack);
  const { port } = new URL(url);
  return {
    name: attack.name,
    title: attack.title,
    detection: { id, title, severity },
    service: serviceOf(events[0].source),
    steps: attack.steps.map((step) => ({ does: step.does, command: cliCommand(step, region) })),
    command: `npm run attack -- ${attack.name}${port === USUAL_PORT ? "" : ` --aws-port ${port}`}`,
    available: missing.length === 0,
    missing,
  };
}
