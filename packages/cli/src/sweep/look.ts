import type { LiveAccount } from "@snapback/core/aws/account";
import { awsFailure, awsWords } from "@snapback/core/aws/error";
import type { Detection, Inspection } from "@snapback/core/detections/define";
import type { Violation } from "@snapback/core/finding/schema";
import type { JsonObject } from "@snapback/core/json";
import { cliCommand } from "@snapback/core/response/cli";
import type { Step } from "@snapback/core/response/plan";
import { type Unit, unitId } from "@snapback/core/sweep/unit";

/** How something would be put right, or what a person has to do about it. */
export interface Remedy {
  steps: { does: string; command: string }[];
  undo: { does: string; command: string }[];
  lost: string[];
  caveats: string[];
  byHand: string[];
}

export interface Found {
  detection: Detection;
  region: string;
  violation: Violation<JsonObject>;
  remedy: Remedy;
}

/** What a sweep could not see, in AWS's words. */
export interface Problem {
  unit: string;
  code: string;
  message: string;
}

export interface Place {
  account: string;
  live: (region: string) => LiveAccount;
  /** A detection's parameters, as the operator has chosen them. */
  parameters: (detection: string) => JsonObject;
  now: () => Date;
}

/**
 * Looks at one detection's resources in one region, and works out how each that is wrong would be put right. It only reads.
 *
 * @param on is told of each resource that was looked at
 * @throws what is no answer of AWS's
 */
export async function lookThrough(
  unit: Unit,
  place: Place,
  on: (resource: string, found: Found[]) => void,
): Promise<Problem | undefined> {
  const { detection, region } = unit;
  const live = place.live(region);
  const parameters = place.parameters(detection.id);
  try {
    const where = { account: place.account, region, live };
    for await (const { resource, violations } of detection.sweep.resources(where, parameters)) {
      const found: Found[] = [];
      for (const violation of violations) {
        const remedy = await remedyOf(violation, unit, live, parameters, place.now());
        found.push({ detection, region, violation, remedy });
      }
      on(resource, found);
    }
    return undefined;
  } catch (error) {
    if (awsFailure(error) === undefined) throw error;
    return { unit: unitId(unit), ...awsWords(error) };
  }
}

async function remedyOf(
  { resource, evidence }: Violation<JsonObject>,
  { detection, region }: Unit,
  live: LiveAccount,
  parameters: JsonObject,
  now: Date,
): Promise<Remedy> {
  // Good states of the past are in the table of a stage, which this command does without.
  const look = { live, baseline: async () => undefined, now };
  const seen = await detection.response?.inspect({ resource, evidence }, look, parameters);
  return remedyIn(seen, detection, region);
}

function remedyIn(seen: Inspection | undefined, { byHand = [] }: Detection, region: string): Remedy {
  const { plan, stuck } = seen ?? {};
  const shown = (steps: readonly Step[] = []) =>
    steps.map((step) => ({ does: step.does, command: cliCommand(step, region) }));
  return {
    steps: shown(plan?.steps),
    undo: shown(plan?.undo),
    lost: [...(plan?.lost ?? [])],
    caveats: [...(plan?.caveats ?? []), ...(plan?.confirm ? [`in doubt: ${plan.confirm}`] : [])],
    byHand: [...(stuck === undefined ? [] : [stuck]), ...byHand],
  };
}
