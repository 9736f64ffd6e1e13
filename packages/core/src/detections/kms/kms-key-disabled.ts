import * as z from "zod";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Plan } from "../../response/plan.ts";
import { defineDetection, type Look, nothing, type Place } from "../define.ts";
import { describeKey, Evidence, keyOf, keyResource, sweepKeys, tagsOf } from "./key.ts";
import { disablingAttacks } from "./key-attacks.ts";

/** Disabled, or not rotating any more. */
const About = z.enum(["key", "rotation"]);
type About = z.infer<typeof About>;
const ROTATION = "rotation";
const UNUSABLE = "AWS changes the rotation of enabled keys only: enable the key, then have it rotate";
const KnownRotation = z.object({ periodInDays: z.int().min(90).max(2560).optional() });

export default defineDetection({
  id: "kms-key-disabled",
  title: "KMS key disabled, or its rotation stopped",
  severity: "high",
  why: "What a disabled key has encrypted can't be read until it is enabled: that is how an account is held to ransom, and how a mistake takes down a database. A key that does not rotate protects all data with one piece of key material for ever.",
  triage: [
    "Ask whoever did it what for: retiring a key begins like this, and so does extortion.",
    "Look for what fails since: volumes that don't attach, secrets that can't be read.",
    "See what else the same principal did, above all ScheduleKeyDeletion and PutKeyPolicy.",
  ],
  falsePositives: [
    "A key that is retired step by step: exempt it.",
    "A key that was disabled since it is thought to have leaked: don't enable it again.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["4.6"] },
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["3.6"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["3.6"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["KMS.4"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1485", "T1486"] },
  ],
  notes: [
    "Asymmetric and HMAC keys, and keys whose material was imported, can't rotate by themselves: a sweep leaves them out.",
  ],
  events: [{ source: "kms.amazonaws.com", names: ["DisableKey", "DisableKeyRotation", "EnableKeyRotation"] }],
  parameters: z.object({}),
  evidence: Evidence.extend({ about: About }),

  detect(record, place) {
    const resource = keyOf(record, place);
    if (!resource || failed(record)) return nothing;
    if (record.eventName === "EnableKeyRotation") {
      const { rotationPeriodInDays: periodInDays } = Period.parse(record.requestParameters ?? {});
      return { ...nothing, baselines: [rotated(resource.arn, periodInDays)] };
    }
    const about = record.eventName === "DisableKey" ? "key" : "rotation";
    return { violations: [violation(resource.id, about, place)], suspicions: [] };
  },

  response: {
    calls: [
      "kms:DescribeKey",
      "kms:GetKeyRotationStatus",
      "kms:EnableKey",
      "kms:EnableKeyRotation",
      "kms:DisableKey",
      "kms:DisableKeyRotation",
      "kms:ListResourceTags",
    ],
    async inspect({ resource, evidence: { keyId, about } }, look) {
      const kms = await look.live.client("kms");
      const { KeyState = "" } = await describeKey(kms, keyId);
      if (about === "key") {
        const state = { state: KeyState };
        return { state, ...(KeyState === "Disabled" && { plan: enabling(keyId) }) };
      }
      const { KeyRotationEnabled: rotates = false } = await kms.GetKeyRotationStatus({ KeyId: keyId });
      const state = { rotates };
      // A key that is about to go does not rotate, and that is another finding.
      if (rotates || KeyState.startsWith("Pending")) return { state };
      if (KeyState !== "Enabled") return { state, stuck: UNUSABLE };
      return { state, plan: await rotating(keyId, resource.arn, look) };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["kms:ListKeys", "kms:DescribeKey", "kms:GetKeyRotationStatus"],
    async *resources({ live, ...place }) {
      yield* sweepKeys(live, async ({ KeyId: id = "", KeyState, KeySpec, Origin }, kms) => {
        const { arn } = keyResource(id, place);
        const canRotate = KeyState === "Enabled" && KeySpec === "SYMMETRIC_DEFAULT" && Origin === "AWS_KMS";
        const status = canRotate ? await kms.GetKeyRotationStatus({ KeyId: id }) : undefined;
        const still = status && !status.KeyRotationEnabled;
        return {
          resource: arn,
          violations: [
            ...(KeyState === "Disabled" ? [violation(id, "key", place)] : []),
            ...(still ? [violation(id, "rotation", place)] : []),
          ],
          baselines: status?.KeyRotationEnabled ? [rotated(arn, status.RotationPeriodInDays)] : [],
        };
      });
    },
  },

  attacks: disablingAttacks,
});

const Period = z.object({ rotationPeriodInDays: z.int().min(90).max(2560).optional().catch(undefined) });

function violation(
  id: string,
  about: About,
  place: Place,
): Violation<z.infer<typeof Evidence> & { about: About }> {
  return {
    resource: keyResource(id, place),
    fingerprint: about === "key" ? "disabled" : "rotation-off",
    summary: about === "key" ? `key ${id} is disabled` : `key ${id} does not rotate`,
    severity: about === "key" ? "high" : "medium",
    evidence: { keyId: id, about },
  };
}

/** @param periodInDays AWS's year where nothing is said */
function rotated(resource: string, periodInDays: number | undefined): GoodState {
  return { resource, aspect: ROTATION, value: periodInDays === undefined ? {} : { periodInDays } };
}

function enabling(KeyId: string): Plan {
  return {
    version: 1,
    steps: [{ service: "kms", operation: "EnableKey", input: { KeyId }, does: `enable key ${KeyId}` }],
    undo: [
      { service: "kms", operation: "DisableKey", input: { KeyId }, does: `disable key ${KeyId}`, undoes: 0 },
    ],
  };
}

/** With the period that it had, where that is known; otherwise AWS makes it a year. */
async function rotating(KeyId: string, resource: string, look: Look): Promise<Plan> {
  const known = KnownRotation.safeParse((await look.baseline(resource, ROTATION))?.value);
  const period = known.success ? known.data.periodInDays : undefined;
  return {
    version: 1,
    steps: [
      {
        service: "kms",
        operation: "EnableKeyRotation",
        input: { KeyId, ...(period !== undefined && { RotationPeriodInDays: period }) },
        does: `have key ${KeyId} rotate${period === undefined ? "" : ` every ${period} days, as before`}`,
      },
    ],
    undo: [
      {
        service: "kms",
        operation: "DisableKeyRotation",
        input: { KeyId },
        does: `have key ${KeyId} rotate no more`,
        undoes: 0,
      },
    ],
    ...(!known.success && {
      caveats: ["how often it rotated before is not known: it will each year, which is AWS's default"],
    }),
  };
}
