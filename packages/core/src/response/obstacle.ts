import type { Detection } from "../detections/define.ts";
import { covering } from "../exemption/covers.ts";
import { exemptableOf } from "../exemption/exemptable.ts";
import type { Exemption } from "../exemption/schema.ts";
import type { Finding } from "../finding/schema.ts";
import { CallError } from "./call-error.ts";
import { type Plan, planId, type Step } from "./plan.ts";
import type { Responder } from "./responder.ts";

/** Why a plan, or its next step, does not run now. */
export type Obstacle =
  | { kind: "exempt"; exemption: Exemption; warnHours: number }
  /** A person has to see to it, and nobody need be asked. */
  | { kind: "hold"; reason: string }
  /** A person has to approve it. */
  | { kind: "ask"; why: string; instead?: Plan };

/**
 * What stands in the way of the next step, read afresh: exemptions, the mode, the pause. `undefined` where nothing does. What a
 * person approved runs as approved, also while Snapback is paused, and nothing else does.
 */
export async function obstacle(
  finding: Finding,
  plan: Plan,
  response: NonNullable<Detection["response"]>,
  responder: Responder,
): Promise<Obstacle | undefined> {
  const { now } = responder;
  const [settings, exemptions] = await Promise.all([
    responder.settings(),
    responder.exemptions.active(now()),
  ]);
  const { tagKeys, warnHours } = settings.exemptions;
  const byTag = tagKeys.length > 0 && exemptions.some(({ scope }) => scope.tag !== undefined);
  const tags = byTag ? await tagsOf(finding, response, responder) : undefined;
  const exemption = covering(exemptions, exemptableOf(finding, tags), { tagKeys });
  if (exemption) return { kind: "exempt", exemption, warnHours };

  if (finding.approval) return approved(finding, plan) ? undefined : another(finding);
  if (finding.hold !== undefined) return { kind: "hold", reason: finding.hold };
  const mode = settings.mode(finding.detection, finding.account);
  if (mode === "monitor") {
    const reason = `detection ${finding.detection} is in mode monitor: Snapback records it and changes nothing`;
    return { kind: "hold", reason };
  }
  if (mode === "approve") return { kind: "ask", why: `detection ${finding.detection} is in mode approve` };
  if (plan.confirm !== undefined) return { kind: "ask", why: plan.confirm };
  if (settings.paused !== undefined) return { kind: "ask", why: `Snapback was ${settings.paused}` };
  const fallen = await responder.pause.get(settings.allowance);
  return fallen && { kind: "ask", why: `Snapback is paused: ${fallen.reason}` };
}

async function tagsOf(
  { resource, region }: Finding,
  { tags }: NonNullable<Detection["response"]>,
  { live }: Responder,
): Promise<Record<string, string> | undefined> {
  try {
    return await tags?.(resource, live(region));
  } catch (error) {
    throw new CallError("could not read the resource's tags", { cause: error });
  }
}

/** Is this the plan that was approved, or what is left of it where its process stopped half-way? */
function approved({ approval, attempts }: Finding, plan: Plan): boolean {
  if (!approval) return false;
  if (planId(plan) === approval.proposal) return true;
  const latest = attempts.at(-1);
  const halfWay = latest?.finishedAt === undefined && latest?.approvedBy !== undefined;
  return halfWay && plan.steps.every((step) => approval.steps.some((one) => same(one, step)));
}

function same(one: Step, other: Step): boolean {
  return planId({ version: 1, steps: [one], undo: [] }) === planId({ version: 1, steps: [other], undo: [] });
}

function another({ proposal }: Finding): Obstacle {
  const why = "the resource has changed since the plan was approved, and it takes another plan now";
  return { kind: "ask", why, ...(proposal && { instead: proposal.plan }) };
}
