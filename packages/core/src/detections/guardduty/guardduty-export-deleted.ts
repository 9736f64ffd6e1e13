import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { Destination } from "../../aws/guardduty/operations.ts";
import { hearsay } from "../../baseline/hearsay.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { JsonObject } from "../../json.ts";
import { defineDetection, nothing } from "../define.ts";
import { detectorArn, idOf, orGone } from "./detector.ts";

const Evidence = z.object({ detector: z.string(), destination: z.string() });
const DESTINATION = "destination";

export default defineDetection({
  id: "guardduty-export-deleted",
  title: "Export of GuardDuty findings deleted",
  severity: "high",
  why: "GuardDuty forgets its findings after 90 days, or at once when it is turned off. The export to a bucket is what outlives both.",
  triage: ["Ask whoever deleted it.", "See that the bucket with the findings so far still stands."],
  falsePositives: [
    "An export that moves to another bucket: the new one is made first, and this is then dismissed.",
  ],
  byHand: [
    "Where Snapback never saw the destination (in a sweep): export the findings to their bucket again by hand.",
  ],
  notes: [
    "Destinations are known from sweeps, and from the call that made them where its record has their id.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] }],
  events: [
    {
      source: "guardduty.amazonaws.com",
      names: ["DeletePublishingDestination", "CreatePublishingDestination"],
    },
  ],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const request = record.requestParameters ?? {};
    const made = record.eventName === "CreatePublishingDestination";
    const detector = idOf(request.detectorId);
    const destination = idOf((made ? record.responseElements : request)?.destinationId);
    if (failed(record) || detector === undefined || destination === undefined) return nothing;
    const arn = detectorArn(place, detector, "publishingdestination", destination);
    if (made) {
      const value = recordedDestination(request);
      return value ? { ...nothing, baselines: [{ resource: arn, aspect: DESTINATION, value }] } : nothing;
    }
    const violation = {
      resource: {
        arn,
        type: "AWS::GuardDuty::PublishingDestination",
        id: destination,
      },
      fingerprint: "deleted",
      summary: `GuardDuty's findings are no longer exported (destination ${destination})`,
      severity: "high" as const,
      evidence: { detector, destination },
    };
    return { violations: [violation], suspicions: [] };
  },

  response: {
    calls: [
      "guardduty:ListPublishingDestinations",
      "guardduty:DescribePublishingDestination",
      "guardduty:CreatePublishingDestination",
      "guardduty:DeletePublishingDestination",
    ],
    inspect({ resource: { arn }, evidence: { detector: DetectorId } }, { live, baseline }) {
      return orGone(async () => {
        const now = await destinationsOf(DetectorId, await live.client("guardduty"));
        const buckets = now.map(({ value }) => value.DestinationProperties.DestinationArn);
        const state = { exportedTo: buckets };
        const known = await baseline(arn, DESTINATION);
        const before = Destination.safeParse(known?.value);
        if (!before.success)
          return {
            state,
            stuck: "Where the findings were exported to is not known: export them again by hand.",
          };
        const { DestinationArn } = before.data.DestinationProperties;
        if (buckets.includes(DestinationArn)) return { state };
        const created = { $from: { step: 0, path: ["DestinationId"] } };
        return {
          state,
          plan: {
            version: 1,
            steps: [
              {
                service: "guardduty",
                operation: "CreatePublishingDestination",
                input: { DetectorId, ...before.data },
                does: `export the findings to ${DestinationArn} again`,
              },
            ],
            undo: [
              {
                service: "guardduty",
                operation: "DeletePublishingDestination",
                input: { DetectorId, DestinationId: created },
                does: "delete the export again",
                undoes: 0,
              },
            ],
            ...hearsay(known),
          },
        };
      });
    },
  },

  sweep: {
    calls: [
      "guardduty:ListDetectors",
      "guardduty:ListPublishingDestinations",
      "guardduty:DescribePublishingDestination",
    ],
    misses: ["deleted"],
    async *resources({ live, ...place }) {
      const guardduty = await live.client("guardduty");
      for (const detector of await guardduty.ListDetectors({})) {
        for (const { id, value } of await destinationsOf(detector, guardduty)) {
          const resource = detectorArn(place, detector, "publishingdestination", id);
          const baselines: GoodState[] = [{ resource, aspect: DESTINATION, value: { ...value } }];
          yield { resource, violations: [], baselines };
        }
      }
    },
  },

  attacks: [
    {
      name: "delete-guardduty-export",
      title: "GuardDuty's findings are no longer exported",
      steps: [
        {
          service: "guardduty",
          operation: "CreateDetector",
          input: { Enable: true },
          does: "turn GuardDuty on",
        },
        {
          service: "guardduty",
          operation: "CreatePublishingDestination",
          input: {
            DetectorId: { $from: { step: 0, path: ["DetectorId"] } },
            DestinationType: "S3",
            DestinationProperties: { DestinationArn: "arn:aws:s3:::attacked-guardduty-export" },
          },
          does: "export its findings",
        },
        {
          service: "guardduty",
          operation: "DeletePublishingDestination",
          input: {
            DetectorId: { $from: { step: 0, path: ["DetectorId"] } },
            DestinationId: { $from: { step: 1, path: ["DestinationId"] } },
          },
          does: "delete the export",
        },
      ],
    },
  ],
});

const Recorded = z.object({
  destinationType: z.string(),
  destinationProperties: z.object({
    destinationArn: z.string(),
    kmsKeyArn: z.string().optional(),
    expectedBucketOwner: z.string().optional(),
  }),
});

/** Where a new export goes, as its record has it. */
function recordedDestination(request: JsonObject): JsonObject | undefined {
  const { success, data } = Recorded.safeParse(request);
  if (!success) return undefined;
  const { destinationArn, kmsKeyArn, expectedBucketOwner } = data.destinationProperties;
  return Destination.safeParse({
    DestinationType: data.destinationType,
    DestinationProperties: {
      DestinationArn: destinationArn,
      KmsKeyArn: kmsKeyArn,
      ExpectedBucketOwner: expectedBucketOwner,
    },
  }).data;
}

/** Where a detector exports to. */
async function destinationsOf(
  DetectorId: string,
  guardduty: Pick<Clients["guardduty"], "ListPublishingDestinations" | "DescribePublishingDestination">,
) {
  const found = [];
  for (const { DestinationId } of await guardduty.ListPublishingDestinations({ DetectorId })) {
    if (DestinationId === undefined) continue;
    const described = await guardduty.DescribePublishingDestination({ DetectorId, DestinationId });
    const value = Destination.safeParse(described);
    if (value.success) found.push({ id: DestinationId, value: value.data });
  }
  return found;
}
