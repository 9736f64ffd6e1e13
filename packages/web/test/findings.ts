import type { Finding } from "../src/features/finding/finding-types.ts";

/** A finding as the API shows it, with what the test wants to be different. */
export function finding(fields: Partial<Finding> = {}): Finding {
  const call = {
    eventId: "e-1",
    eventName: "AuthorizeSecurityGroupIngress",
    eventSource: "ec2.amazonaws.com",
    eventTime: "2026-11-23T09:00:00Z",
    seenAt: "2026-11-23T09:00:01.000Z",
    actor: { type: "IAMUser", name: "deploy" },
  };
  return {
    id: "fnd_1",
    account: "111122223333",
    region: "eu-central-1",
    detection: "ec2-sg-ingress-world",
    title: "Security group opened to the internet",
    resource: { arn: "arn", type: "AWS::EC2::SecurityGroup", id: "sg-1" },
    fingerprint: "tcp/22-22/0.0.0.0/0",
    severity: "high",
    judged: { version: 0, parameters: {} },
    remediations: [],
    summary: "TCP port 22 of sg-1 is open to every IPv4 address",
    evidence: {},
    state: "open",
    occurrences: 1,
    reopened: 0,
    opened: call,
    latest: call,
    actions: [],
    ...fields,
  };
}
