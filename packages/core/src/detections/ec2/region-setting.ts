import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import type { Resource } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Plan, Step } from "../../response/plan.ts";
import type { Inspection, Place } from "../define.ts";

/** What is asked of a setting: where; and, of a call that may be an AWS service's own, why to leave it be. */
export const SettingQuestion = z.object({ account: z.string(), hold: z.string().optional() });

/** A setting that the account has once in a region: AWS has no ARN for it. The account is named as Security Hub does. */
export function settingResource(name: string, { account, region }: Place): Resource {
  return {
    arn: arn("ec2", region, account, `account-setting/${name}`),
    type: "AWS::::Account",
    id: account,
  };
}

export function settingStep(operation: string, input: JsonObject, does: string): Step {
  return { service: "ec2", operation, input, does };
}

/**
 * What to do about a setting that is wrong.
 *
 * @param managedBy who may change it: not the account where the organization has a declarative policy about it.
 *   https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_declarative.html
 */
export function wrongSetting(
  state: JsonObject,
  managedBy: string | undefined,
  [step, undo, more]: readonly [Step, Step, Pick<Plan, "caveats" | "confirm">?],
): Inspection {
  if (managedBy === "declarative-policy")
    return {
      state,
      stuck: "A declarative policy of the organization says so: it has to be changed there.",
    };
  return { state, plan: { version: 1, steps: [step], undo: [{ ...undo, undoes: 0 }], ...more } };
}

/** A member of what a record has under the name of the request or the answer: the XML as JSON. */
export function memberOf(content: JsonObject | null, wrapper: string, member: string): unknown {
  const inside = content?.[wrapper];
  return typeof inside === "object" && inside !== null && !Array.isArray(inside) ? inside[member] : undefined;
}
