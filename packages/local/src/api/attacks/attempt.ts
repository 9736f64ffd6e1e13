import { z } from "@hono/zod-openapi";
import { AttackError, runAttack, type Send } from "@snapback/core/attack/run";
import { awsFailure } from "@snapback/core/aws/error";
import { cliCommand } from "@snapback/core/response/cli";
import type { Step } from "@snapback/core/response/plan";
import type { LoggedCall } from "../../sandbox/sandbox.ts";
import type { DeclaredAttack } from "./view.ts";

export const AttackRun = z
  .object({
    name: z.string(),
    detection: z.string(),
    region: z.string(),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    steps: z.array(
      z.object({
        does: z.string(),
        command: z.string().describe("As it was sent: with what earlier steps had answered"),
        outcome: z
          .enum(["done", "there", "failed", "not-tried"])
          .describe("`there`: what it would make stood from an earlier run"),
        eventId: z.string().optional().describe("Of the call's CloudTrail record, which findings name"),
      }),
    ),
  })
  .openapi("SandboxAttackRun");

interface Attempted {
  run: z.output<typeof AttackRun>;
  /** What AWS said against one of the steps, and what to do about it. */
  refused?: string;
}

const Answer = z.object({ $metadata: z.object({ requestId: z.string().optional() }) });

/** Carries out an attack, and tells of every step what became of it. */
export async function attempt(
  { attack, detection }: DeclaredAttack,
  region: string,
  { send, calls, now }: { send: Send; calls: () => LoggedCall[]; now: () => Date },
): Promise<Attempted> {
  const startedAt = now().toISOString();
  const begun: Step[] = [];
  const ended: { outcome: "done" | "there"; requestId?: string | undefined }[] = [];
  let refused: string | undefined;
  try {
    await runAttack(attack, send, {
      begins: (step) => void begun.push(step),
      ended: (end) =>
        void ended.push(
          end === "there" ? { outcome: end } : { outcome: "done", requestId: requestOf(end.answer) },
        ),
    });
  } catch (error) {
    // Anything but an answer of AWS is a bug.
    if (!(error instanceof AttackError) || awsFailure(error.cause) === undefined) throw error;
    refused = error.message;
  }
  const made = new Map(calls().map(({ requestId, eventId }) => [requestId, eventId]));
  const steps = attack.steps.map((step, index) => {
    const end = ended[index];
    const eventId = made.get(end?.requestId ?? "");
    const stopped = refused !== undefined && index === ended.length;
    return {
      does: step.does,
      command: cliCommand(begun[index] ?? step, region),
      outcome: end?.outcome ?? (stopped ? ("failed" as const) : ("not-tried" as const)),
      ...(eventId !== undefined && { eventId }),
    };
  });
  const { name } = attack;
  const run = { name, detection: detection.id, region, startedAt, finishedAt: now().toISOString(), steps };
  return { run, ...(refused !== undefined && { refused }) };
}

/** The id by which the sandbox knows the call. */
function requestOf(answer: unknown): string | undefined {
  return Answer.safeParse(answer).data?.$metadata.requestId;
}
