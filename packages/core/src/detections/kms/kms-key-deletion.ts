import type { KeyMetadata } from "@aws-sdk/client-kms";
import * as z from "zod";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Plan, Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { describeKey, Evidence, keyOf, keyResource, sweepKeys, tagsOf } from "./key.ts";
import { deletionAttacks } from "./key-attacks.ts";

const DAY_MS = 86_400_000;
/** The shortest and the longest that AWS takes; the longest is what it takes where nothing is said. */
const WINDOW = { min: 7, max: 30 };
/** Was a key in use? CancelKeyDeletion leaves it disabled, whatever it was. */
const IN_USE = "enabled";
const Known = z.object({ enabled: z.boolean() });

export default defineDetection({
  id: "kms-key-deletion",
  title: "KMS key scheduled for deletion",
  severity: "critical",
  why: "The key can't be used from this moment on: what leans on it fails. When it is gone, everything it has encrypted is lost for good, and AWS can't bring it back.",
  triage: [
    "Ask whoever scheduled it whether the key is really out of use: AWS keeps no list of what it has encrypted.",
    "Look for its use in CloudTrail (Decrypt, GenerateDataKey) over the last months.",
    "Look for what fails since: volumes that don't attach, databases that don't start, secrets that can't be read.",
  ],
  falsePositives: ["A key that was retired with care: exempt it until its deletion."],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["5.7"] },
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["4.7"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["4.7"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["KMS.3"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1485"] },
  ],
  events: [
    {
      source: "kms.amazonaws.com",
      names: ["ScheduleKeyDeletion", "CreateKey", "EnableKey", "DisableKey"],
    },
  ],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const resource = keyOf(record, place);
    if (!resource || failed(record)) return nothing;
    if (record.eventName === "ScheduleKeyDeletion")
      return { violations: [violation(resource.id, place)], suspicions: [] };
    const enabled = record.eventName !== "DisableKey";
    return { ...nothing, baselines: [inUse(resource.arn, enabled)] };
  },

  response: {
    calls: [
      "kms:DescribeKey",
      "kms:CancelKeyDeletion",
      "kms:EnableKey",
      "kms:ScheduleKeyDeletion",
      "kms:ListResourceTags",
    ],
    async inspect({ resource, evidence: { keyId } }, look) {
      const key = await describeKey(await look.live.client("kms"), keyId);
      const { KeyState = "", DeletionDate } = key;
      const state = { state: KeyState, ...(DeletionDate && { deletedOn: DeletionDate.toISOString() }) };
      // Its replicas have to go first; until then this one is still there, and waits.
      if (KeyState !== "PendingDeletion" && KeyState !== "PendingReplicaDeletion")
        // Whether it is enabled is another finding's business.
        return { state, guard: { pendingDeletion: false } };
      const known = Known.safeParse((await look.baseline(resource.arn, IN_USE))?.value);
      return {
        state,
        plan: cancellation(keyId, known.success ? known.data.enabled : undefined, key, look.now),
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["kms:ListKeys", "kms:DescribeKey"],
    async *resources({ live, ...place }) {
      yield* sweepKeys(live, async ({ KeyId: id = "", KeyState }) => {
        const { arn } = keyResource(id, place);
        const goes = KeyState === "PendingDeletion" || KeyState === "PendingReplicaDeletion";
        const usable = KeyState === "Enabled" || KeyState === "Disabled";
        return {
          resource: arn,
          violations: goes ? [violation(id, place)] : [],
          baselines: usable ? [inUse(arn, KeyState === "Enabled")] : [],
        };
      });
    },
  },

  attacks: deletionAttacks,
});

function violation(id: string, place: Place): Violation<z.infer<typeof Evidence>> {
  return {
    resource: keyResource(id, place),
    fingerprint: "pending-deletion",
    summary: `key ${id} is scheduled for deletion`,
    severity: "critical",
    evidence: { keyId: id },
  };
}

function inUse(resource: string, enabled: boolean): GoodState {
  return { resource, aspect: IN_USE, value: { enabled } };
}

/** @param enabled was it, before its deletion was scheduled? `undefined` where nobody knows */
function cancellation(
  KeyId: string,
  enabled: boolean | undefined,
  { DeletionDate: deletionDate, PendingDeletionWindowInDays: waits }: KeyMetadata,
  now: Date,
): Plan {
  const step = (operation: string, does: string, input = {}): Step => ({
    service: "kms",
    operation,
    input: { KeyId, ...input },
    does,
  });
  // One that waits for its replicas has no day yet, and its whole time before it.
  const left = deletionDate && Math.ceil((deletionDate.getTime() - now.getTime()) / DAY_MS);
  const days = left ?? waits ?? WINDOW.max;
  const PendingWindowInDays = Math.min(WINDOW.max, Math.max(WINDOW.min, days));
  return {
    version: 1,
    steps: [
      step("CancelKeyDeletion", `cancel the deletion of key ${KeyId}`),
      ...(enabled ? [step("EnableKey", `enable key ${KeyId}, as it was before`)] : []),
    ],
    undo: [
      {
        ...step("ScheduleKeyDeletion", `schedule key ${KeyId} for deletion again`, { PendingWindowInDays }),
        undoes: 0,
      },
    ],
    lost: [
      `the day of the deletion${deletionDate ? ` (${deletionDate.toISOString().slice(0, 10)})` : ""}: its wait begins anew, and takes ${WINDOW.min} days at least`,
    ],
    ...(enabled === undefined && {
      caveats: [
        "whether the key was enabled before is not known: it is left disabled, as AWS leaves it; enable it if it is in use",
      ],
    }),
  };
}
