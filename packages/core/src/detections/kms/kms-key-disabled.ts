import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Plan } from "../../response/plan.ts";
import { defineDetection, type Look, nothing, type Place } from "../define.ts";
import { customerKeys, describeKey, Evidence, keyOf, keyResource, tagsOf } from "./key.ts";
import { disablingAttacks } from "./key-attacks.ts";

/** Disabled, or not rotating any more. */
const About = z.enum(["key", "rotation"]);
type About = z.infer<typeof About>;
const ROTATION = "rotation";
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
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["3.6"] },
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
      const value = periodInDays === undefined ? {} : { periodInDays };
      return { ...nothing, baselines: [{ resource: resource.arn, aspect: ROTATION, value }] };
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
      const rotates = await rotation(kms, keyId);
      // A key that is about to go does not rotate, and that is another finding.
      const goes = KeyState.startsWith("Pending");
      return {
        state: { rotates },
        ...(!rotates && !goes && { plan: await rotating(keyId, resource.arn, look) }),
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["kms:ListKeys", "kms:DescribeKey", "kms:GetKeyRotationStatus"],
    async *resources({ live, ...place }) {
      const kms = await live.client("kms");
      for await (const key of customerKeys(live)) {
        const { KeyId: id = "", KeyState, KeySpec, Origin } = key;
        const { arn } = keyResource(id, place);
        const canRotate = KeyState === "Enabled" && KeySpec === "SYMMETRIC_DEFAULT" && Origin === "AWS_KMS";
        const still = canRotate && !(await rotation(kms, id));
        yield {
          resource: arn,
          violations: [
            ...(KeyState === "Disabled" ? [violation(id, "key", place)] : []),
            ...(still ? [violation(id, "rotation", place)] : []),
          ],
        };
      }
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

async function rotation(kms: Clients["kms"], KeyId: string): Promise<boolean> {
  const { KeyRotationEnabled = false } = await kms.GetKeyRotationStatus({ KeyId });
  return KeyRotationEnabled;
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
  };
}
