import { trails } from "../../sandbox/services/cloudtrail/resources.ts";
import { rules } from "../../sandbox/services/event-bridge/resources.ts";
import { subscriptions, topics } from "../../sandbox/services/sns/resources.ts";
import { queues } from "../../sandbox/services/sqs/resources.ts";
import { accessMarks } from "./policy-marks.ts";
import { facts, mark, type ShownKind, shown } from "./shown.ts";

const lastOf = (arn: string) => arn.split(":").at(-1) ?? arn;

export const trailKinds: readonly ShownKind[] = [
  shown(
    trails,
    "Trails",
    () =>
      ({ isLogging, bucket, allRegions = true, validation, kmsKey, stoppedAt }) => ({
        facts: facts({
          Logging: isLogging ? "yes" : "no",
          "Stopped at": isLogging ? undefined : stoppedAt,
          Bucket: bucket,
          Regions: allRegions ? "all" : "its own",
          "Validates its files": validation === undefined ? undefined : validation ? "yes" : "no",
          Key: kmsKey,
        }),
        marks: [
          ...mark("weak", !isLogging && "does not log"),
          ...mark("weak", !allRegions && "is of one region alone"),
        ],
      }),
  ),
];

export const topicKinds: readonly ShownKind[] = [
  shown(topics, "Topics", () => ({ id, policy }) => ({
    name: lastOf(id),
    facts: [],
    marks: accessMarks("policy", policy),
  })),
  shown(subscriptions, "Subscriptions", () => ({ topicArn, queueArn }) => ({
    facts: facts({ Topic: lastOf(topicArn), Queue: lastOf(queueArn) }),
  })),
];

export const queueKinds: readonly ShownKind[] = [
  shown(queues, "Queues", () => ({ retentionSeconds, redrive, policy }) => ({
    facts: facts({
      Keeps: `messages for ${retentionSeconds / 86_400} days`,
      "Dead letters": redrive && lastOf(redrive.deadLetterTargetArn),
    }),
    marks: accessMarks("policy", policy),
  })),
];

export const ruleKinds: readonly ShownKind[] = [
  shown(rules, "Rules", () => ({ name, bus, state, targets }) => ({
    name,
    facts: facts({ Bus: bus, State: state, Targets: targets.map(({ arn }) => lastOf(arn)) }),
    marks: mark("weak", state === "DISABLED" && "is disabled"),
  })),
];
