import type { FindingSummary, Story } from "../src/findings/views.ts";

const seen = {
  eventId: "e-1",
  eventName: "AuthorizeSecurityGroupIngress",
  eventSource: "ec2.amazonaws.com",
  eventTime: "2026-11-23T08:00:00Z",
  seenAt: "2026-11-23T08:00:02Z",
  actor: {
    type: "AssumedRole",
    name: "deploy",
    principal: "arn:aws:iam::111122223333:role/deploy",
    sourceIp: "203.0.113.7",
    userAgent: "aws-cli/2",
    mfa: false,
  },
};

const revoke = {
  service: "ec2",
  operation: "RevokeSecurityGroupIngress",
  input: { GroupId: "sg-1", SecurityGroupRuleIds: ["sgr-1"] },
  does: "revoke rule sgr-1",
};
const authorize = { ...revoke, operation: "AuthorizeSecurityGroupIngress", does: "open TCP port 22 again" };

const plan = { version: 1 as const, steps: [revoke], undo: [authorize], lost: ["the rule's id"] };
const commands = {
  commands: ["aws ec2 revoke-security-group-ingress --security-group-rule-ids sgr-1"],
  undoCommands: ["aws ec2 authorize-security-group-ingress --group-id sg-1"],
};

export const proposal: NonNullable<Story["proposal"]> = {
  id: "pln_1",
  plan,
  before: {},
  madeAt: "2026-11-23T08:00:03Z",
  why: "detection ec2-sg-ingress-world is in mode approve",
  expiresAt: "2026-11-24T08:00:03Z",
  ...commands,
};

export const attempt: Story["attempts"][number] = {
  id: 4,
  episode: 0,
  plannedAt: "2026-11-23T08:00:03Z",
  approvedBy: { kind: "person", name: "alice", id: "1" },
  plan,
  before: {},
  steps: [{ status: "done" }],
  ...commands,
};

/** A finding in this state, with all that this state has. */
export function finding(changes: Partial<FindingSummary> = {}): FindingSummary {
  return {
    id: "fnd_0123456789abcdef01234567",
    account: "111122223333",
    region: "eu-central-1",
    detection: "ec2-sg-ingress-world",
    title: "A security group lets the whole internet in",
    resource: {
      arn: "arn:aws:ec2:eu-central-1:111122223333:security-group/sg-1",
      type: "AWS::EC2::SecurityGroup",
      id: "sg-1",
    },
    fingerprint: "f",
    severity: "critical",
    summary: "TCP port 22 of sg-1 is open to every IPv4 address",
    evidence: {},
    judged: { version: 0, parameters: {} },
    state: "awaiting-approval",
    occurrences: 1,
    reopened: 0,
    opened: seen,
    latest: seen,
    remediations: [],
    actions: [],
    ...changes,
  };
}

/** What the API tells of it. */
export function story(changes: Partial<Story> = {}): Story {
  const opened: Story["activity"][number] = {
    findingId: "fnd_0123456789abcdef01234567",
    version: 1,
    at: "2026-11-23T08:00:02Z",
    by: { kind: "caller", name: "deploy" },
    what: "AuthorizeSecurityGroupIngress: TCP port 22 of sg-1 is open to every IPv4 address",
    to: "open",
  };
  return {
    finding: finding(),
    attempts: [],
    occurrences: [seen],
    activity: [opened],
    notes: [],
    actions: [],
    ...changes,
  };
}
