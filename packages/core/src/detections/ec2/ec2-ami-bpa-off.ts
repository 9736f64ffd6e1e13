import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { settingResource, settingStep, wrongSetting } from "./region-setting.ts";

/**
 * AWS may take so long to block, or to unblock, and shows the old state until then.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableImageBlockPublicAccess.html
 */
const SETTLES_MINUTES = 10;

/** When the call was made that unblocked it; a sweep does not know. */
const Evidence = z.object({ unblockedAt: z.iso.datetime().optional() });
type Evidence = z.infer<typeof Evidence>;

export default defineDetection({
  id: "ec2-ami-bpa-off",
  title: "Block public access for AMIs switched off",
  severity: "high",
  why: "One call is now enough to make an image public, and with it the code, the configuration and the credentials on its disks.",
  triage: [
    "See which images of the region are public by now.",
    "Ask whoever made the call what is to be shared: sharing with named accounts or organizations needs no public access.",
  ],
  falsePositives: ["An account that publishes images: exempt the region where it does that."],
  notes: [
    "The record of this call was not seen. Nothing but the call's name is read.",
    "AWS shows the block as still there for up to ten minutes after it was switched off. Until they are over, Snapback takes the record's word for it; switching the block on is harmless where that was wrong.",
    "Whether AWS takes the block while it is still taking it away is not known.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] }],
  events: [{ source: "ec2.amazonaws.com", names: ["DisableImageBlockPublicAccess"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    if (failed(record)) return nothing;
    return { violations: [violation({ unblockedAt: record.eventTime }, place)], suspicions: [] };
  },

  response: {
    calls: [
      "ec2:GetImageBlockPublicAccessState",
      "ec2:EnableImageBlockPublicAccess",
      "ec2:DisableImageBlockPublicAccess",
    ],
    settlesWithinMinutes: SETTLES_MINUTES,
    async inspect({ evidence: { unblockedAt } }, { live, now }) {
      const ec2 = await live.client("ec2");
      const { ImageBlockPublicAccessState, ManagedBy } = await ec2.GetImageBlockPublicAccessState({});
      const state = { blockPublicAccess: ImageBlockPublicAccessState ?? "" };
      const age = unblockedAt === undefined ? Infinity : now.getTime() - Date.parse(unblockedAt);
      // A record's time may be any, and one to come is no reason either.
      const settling = Math.abs(age) < SETTLES_MINUTES * 60_000;
      if (ImageBlockPublicAccessState !== "unblocked" && !settling) return { state };
      const State = "block-new-sharing";
      return wrongSetting(state, ManagedBy, [
        settingStep(
          "EnableImageBlockPublicAccess",
          { ImageBlockPublicAccessState: State },
          "block the public sharing of images",
        ),
        settingStep("DisableImageBlockPublicAccess", {}, "let images be shared publicly again"),
      ]);
    },
  },

  sweep: {
    calls: ["ec2:GetImageBlockPublicAccessState"],
    async *resources({ live, account, region }) {
      const ec2 = await live.client("ec2");
      const { ImageBlockPublicAccessState: state } = await ec2.GetImageBlockPublicAccessState({});
      const found = violation({}, { account, region });
      yield { resource: found.resource.arn, violations: state === "unblocked" ? [found] : [] };
    },
  },

  attacks: [
    {
      name: "unblock-images",
      title: "Images may be public again",
      steps: [
        settingStep(
          "EnableImageBlockPublicAccess",
          { ImageBlockPublicAccessState: "block-new-sharing" },
          "block the public sharing of images",
        ),
        settingStep("DisableImageBlockPublicAccess", {}, "block it no more"),
      ],
    },
  ],
});

function violation(evidence: Evidence, place: Place): Violation<Evidence> {
  return {
    resource: settingResource("image-block-public-access", place),
    fingerprint: "unblocked",
    summary: `Images in ${place.region} may be shared with everyone`,
    severity: "high",
    evidence,
  };
}
