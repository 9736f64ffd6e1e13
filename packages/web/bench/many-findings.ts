import { findingId } from "@snapback/core/finding/id";
import type { Finding } from "@snapback/core/finding/schema";
import type { FindingStore } from "@snapback/core/finding/store";

/** Findings as an account has them after a long time, made by number: the same ones every time. */

const DAY_MS = 86_400_000;
const AT_ONCE = 100;

/** Writes so many into the table: with nothing pending, so that nobody is told of them. */
export async function writeFindings(
  store: Pick<FindingStore, "save">,
  count: number,
  tell: (written: number) => void,
): Promise<void> {
  const now = Date.now();
  for (let start = 0; start < count; start += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, count - start) }, (_, index) => start + index);
    await Promise.all(numbers.map((number) => store.save(findingOf(number, count, now), undefined)));
    tell(start + numbers.length);
  }
}

const states = [
  "remediated",
  "remediated",
  "remediated",
  "exempt",
  "dismissed",
  "open",
  "awaiting-approval",
  "failed",
] as const;
const severities = ["critical", "high", "medium", "low"] as const;
const detections = [
  "ec2-sg-ingress-world",
  "s3-policy-public",
  "iam-admin-attached",
  "kms-key-disabled",
] as const;

/** Evenly over the last 90 days. */
function findingOf(number: number, count: number, now: number): Finding {
  const eventTime = new Date(now - ((count - number) / count) * 90 * DAY_MS).toISOString();
  const detection = pick(detections, number);
  const [account, region] = [
    number % 3 ? "111122223333" : "999999999999",
    number % 4 ? "us-east-1" : "eu-central-1",
  ];
  const group = `sg-${number.toString(16).padStart(17, "0")}`;
  const arn = `arn:aws:ec2:${region}:${account}:security-group/${group}`;
  const state = pick(states, number * 7);
  const call = {
    eventId: `event-${number}`,
    eventName: "AuthorizeSecurityGroupIngress",
    eventSource: "ec2.amazonaws.com",
    eventTime,
    seenAt: eventTime,
    actor: {
      type: "AssumedRole",
      name: `role-${number % 40}`,
      arn: `arn:aws:sts::${account}:assumed-role/role-${number % 40}/session`,
      principal: `arn:aws:iam::${account}:role/role-${number % 40}`,
      sourceIp: `198.51.100.${number % 256}`,
      userAgent: "aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.8 lang/python#3.13",
    },
  };
  const port = 1024 + (number % 60_000);
  return {
    id: findingId({ account, region, detection, resource: arn, fingerprint: `tcp ${port}` }),
    account,
    region,
    detection,
    resource: { arn, type: "AWS::EC2::SecurityGroup", id: group },
    fingerprint: `tcp ${port}`,
    severity: pick(severities, number),
    summary: `TCP port ${port} of ${group} is open to every IPv4 address`,
    evidence: { rules: [{ cidr: "0.0.0.0/0", from: port, to: port, protocol: "tcp" }] },
    judged: { version: 0, parameters: {} },
    state,
    occurrences: 1,
    reopened: 0,
    opened: call,
    latest: call,
    principals: [call.actor.principal],
    ...(state === "remediated" && {
      safe: { at: new Date(Date.parse(eventTime) + 1000 * (number % 60)).toISOString(), by: "snapback" },
    }),
    attempts: [],
    remediations: [],
    version: 1,
    recentEvents: [call.eventId],
    decided: [],
    look: false,
    recheck: false,
    retries: 0,
    pending: [],
  };
}

function pick<T>(choices: readonly [T, ...T[]], number: number): T {
  return choices[number % choices.length] ?? choices[0];
}
