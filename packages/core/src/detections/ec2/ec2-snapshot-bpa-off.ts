import * as z from "zod";
import type { GoodState } from "../../baseline/schema.ts";
import { type CloudTrailRecord, failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { memberOf, SettingQuestion, settingResource, settingStep, wrongSetting } from "./region-setting.ts";

/** What is blocked, from nothing to all. */
const LEVELS = ["unblocked", "block-new-sharing", "block-all-sharing"] as const;
const Level = z.enum(LEVELS);
type Level = z.infer<typeof Level>;
const Blocking = z.enum(["block-new-sharing", "block-all-sharing"]);

const Evidence = z.object({ state: Level });
const ASPECT = "state";
const UNREADABLE = "the record does not say in a known way what is blocked from now on";

export default defineDetection({
  id: "ec2-snapshot-bpa-off",
  title: "Block public access for snapshots weakened",
  severity: "high",
  why: "One call is now enough to make a snapshot public, and with it all that was on a disk. Snapshots that were shared with everyone before the block are readable by everyone again at once.",
  triage: [
    "See which snapshots of the region are public now.",
    "Ask whoever made the call what is to be shared: sharing with named accounts needs no public access.",
  ],
  falsePositives: [
    "An account that publishes snapshots on purpose, with only new sharing blocked: set what is required, or exempt the region.",
  ],
  notes: [
    "The records of these calls were not seen: their shape is that of EC2's other calls of these years. One that can't be read is looked up in the live account.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] }],
  events: [
    {
      source: "ec2.amazonaws.com",
      names: ["DisableSnapshotBlockPublicAccess", "EnableSnapshotBlockPublicAccess"],
    },
  ],
  parameters: z.object({
    required: Blocking.default("block-all-sharing").describe("What has to be blocked at least"),
  }),
  evidence: Evidence,
  question: SettingQuestion,

  detect(record, place, { required }) {
    if (failed(record)) return nothing;
    const state = stateAfter(record);
    if (state === undefined)
      return { violations: [], suspicions: [{ ask: { account: place.account }, reason: UNREADABLE }] };
    if (isBelow(state, required)) return { violations: [violation(state, place)], suspicions: [] };
    return { ...nothing, baselines: [good(state, place)] };
  },

  async assess({ account, hold }, live, { required }) {
    const ec2 = await live.client("ec2");
    const state = Level.parse((await ec2.GetSnapshotBlockPublicAccessState({})).State);
    const found = violation(state, { account, region: live.region });
    return isBelow(state, required) ? [{ ...found, hold }] : [];
  },

  response: {
    calls: [
      "ec2:GetSnapshotBlockPublicAccessState",
      "ec2:EnableSnapshotBlockPublicAccess",
      "ec2:DisableSnapshotBlockPublicAccess",
    ],
    async inspect({ resource, evidence }, { live, baseline }, { required }) {
      const ec2 = await live.client("ec2");
      const { State, ManagedBy } = await ec2.GetSnapshotBlockPublicAccessState({});
      const now = Level.parse(State);
      const state = { blockPublicAccess: now };
      if (!isBelow(now, required))
        return { state, baselines: [{ resource: resource.arn, aspect: ASPECT, value: { state: now } }] };
      // Another level that is too low is another finding.
      if (now !== evidence.state) return { state };
      const before = Evidence.safeParse((await baseline(resource.arn, ASPECT))?.value).data?.state;
      const known = before !== undefined && !isBelow(before, required);
      const to = known ? before : required;
      return wrongSetting(state, ManagedBy, [
        settingStep("EnableSnapshotBlockPublicAccess", { State: to }, `set it to ${to}`),
        now === "unblocked"
          ? settingStep("DisableSnapshotBlockPublicAccess", {}, "block nothing again")
          : settingStep("EnableSnapshotBlockPublicAccess", { State: now }, `set it to ${now} again`),
        known ? {} : unknown(now, to),
      ]);
    },
  },

  sweep: {
    calls: ["ec2:GetSnapshotBlockPublicAccessState"],
    async *resources({ live, account, region }, { required }) {
      const ec2 = await live.client("ec2");
      const state = Level.parse((await ec2.GetSnapshotBlockPublicAccessState({})).State);
      const found = violation(state, { account, region });
      const { arn: resource } = found.resource;
      yield isBelow(state, required)
        ? { resource, violations: [found] }
        : { resource, violations: [], baselines: [good(state, { account, region })] };
    },
  },

  attacks: [
    {
      name: "unblock-snapshots",
      title: "Snapshots may be public again",
      steps: [
        settingStep(
          "EnableSnapshotBlockPublicAccess",
          { State: "block-all-sharing" },
          "block all public sharing",
        ),
        settingStep("DisableSnapshotBlockPublicAccess", {}, "block nothing any more"),
      ],
    },
    {
      name: "unblock-shared-snapshots",
      title: "Snapshots that were public once are so again",
      steps: [
        settingStep(
          "EnableSnapshotBlockPublicAccess",
          { State: "block-all-sharing" },
          "block all public sharing",
        ),
        settingStep(
          "EnableSnapshotBlockPublicAccess",
          { State: "block-new-sharing" },
          "block only new sharing",
        ),
      ],
    },
  ],
});

/** What to say where nobody knows what was blocked before. */
function unknown(now: Level, to: Level) {
  return {
    caveats: [`what it was before is not known: it becomes ${to}, which is required`],
    ...(now === "block-new-sharing" && {
      confirm:
        "it may never have blocked more, and snapshots that are public on purpose would be so no longer",
    }),
  };
}

function isBelow(state: Level, required: Level): boolean {
  return LEVELS.indexOf(state) < LEVELS.indexOf(required);
}

function stateAfter({ eventName, requestParameters, responseElements }: CloudTrailRecord): Level | undefined {
  if (eventName === "DisableSnapshotBlockPublicAccess") return "unblocked";
  const asked = memberOf(requestParameters, "EnableSnapshotBlockPublicAccessRequest", "State");
  const answered = memberOf(responseElements, "EnableSnapshotBlockPublicAccessResponse", "state");
  return Level.safeParse(asked ?? answered).data;
}

function violation(state: Level, place: Place): Violation<z.infer<typeof Evidence>> {
  const nothingIs = state === "unblocked";
  return {
    resource: settingResource("snapshot-block-public-access", place),
    fingerprint: state,
    summary: nothingIs
      ? `Snapshots in ${place.region} may be shared with everyone`
      : `Snapshots in ${place.region} that are public stay so: only new sharing is blocked`,
    severity: nothingIs ? "high" : "medium",
    evidence: { state },
  };
}

function good(state: Level, place: Place): GoodState {
  const { arn: resource } = settingResource("snapshot-block-public-access", place);
  return { resource, aspect: ASPECT, value: { state } };
}
