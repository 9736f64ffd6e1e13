import type { z } from "@hono/zod-openapi";
import { example } from "../examples.ts";
import type { FindingDetail, FindingSummary } from "./view.ts";

const { account, region, group, rule } = example;

const call = {
  eventId: example.event,
  eventName: "AuthorizeSecurityGroupIngress",
  eventSource: "ec2.amazonaws.com",
  eventTime: "2026-11-23T08:00:00.000Z",
  seenAt: "2026-11-23T08:00:04.290Z",
  actor: {
    type: "IAMUser",
    name: "deploy",
    arn: `arn:aws:iam::${account}:user/deploy`,
    principal: `arn:aws:iam::${account}:user/deploy`,
    accountId: account,
    accessKeyId: "AKIAIOSFODNN7EXAMPLE",
    mfa: false,
    sourceIp: "198.51.100.7",
    userAgent: "aws-cli/2.31.0",
  },
};

export const findingExample: z.input<typeof FindingSummary> = {
  id: example.finding,
  account,
  region,
  detection: example.detection,
  title: "Security group opened to the internet",
  resource: {
    arn: `arn:aws:ec2:${region}:${account}:security-group/${group}`,
    type: "AWS::EC2::SecurityGroup",
    id: group,
  },
  fingerprint: "tcp/22-22/0.0.0.0/0",
  severity: "critical",
  summary: `TCP port 22 of ${group} is open to every IPv4 address`,
  evidence: { protocol: "tcp", range: "0.0.0.0/0", from: 22, to: 22, ruleId: rule, groupId: group },
  exposure: { cidr: "0.0.0.0/0", protocol: "tcp", ports: { from: 22, to: 22 } },
  judged: { version: 0, parameters: { tcpPorts: [80, 443], udpPorts: [], icmp: true } },
  state: "remediated",
  occurrences: 1,
  reopened: 0,
  opened: call,
  latest: call,
  safe: { at: "2026-11-23T08:00:05.120Z", by: "snapback" },
  openMs: 5120,
  remediations: ["2026-11-23T08:00:05.120Z"],
  actions: ["undo", "exempt"],
};

const opened = { id: rule, protocol: "tcp", ports: "22-22", source: "0.0.0.0/0", description: "a test" };
const before = { groupId: group, ingress: [opened] };
const after = { groupId: group, ingress: [] };
const lost = [`the rule's id (${rule}): it comes back under a new one`];
const permissions = [
  {
    IpProtocol: "tcp",
    FromPort: 22,
    ToPort: 22,
    IpRanges: [{ CidrIp: "0.0.0.0/0", Description: "a test" }],
  },
];
const revoke = {
  service: "ec2",
  operation: "RevokeSecurityGroupIngress",
  input: { GroupId: group, SecurityGroupRuleIds: [rule] },
  does: `revoke rule ${rule} of ${group}`,
};
const authorize = {
  service: "ec2",
  operation: "AuthorizeSecurityGroupIngress",
  input: { GroupId: group, IpPermissions: permissions },
  does: `authorize it again, under a new rule id: ${findingExample.summary}`,
  undoes: 0,
};
const undoCommands = [
  `aws ec2 authorize-security-group-ingress --region ${region} --group-id ${group} --ip-permissions '${JSON.stringify(permissions)}'`,
];
const snapback = { kind: "snapback" as const, name: "snapback" };

export const detailExample: z.input<typeof FindingDetail> = {
  finding: findingExample,
  attempts: [
    {
      id: 3,
      episode: 0,
      plannedAt: "2026-11-23T08:00:04.418Z",
      plan: { version: 1, steps: [revoke], undo: [authorize], lost },
      before,
      after,
      guard: { ingress: [] },
      steps: [
        {
          status: "done",
          startedAt: "2026-11-23T08:00:04.420Z",
          finishedAt: "2026-11-23T08:00:05.012Z",
          output: { Return: true },
        },
      ],
      finishedAt: "2026-11-23T08:00:05.120Z",
      commands: [
        `aws ec2 revoke-security-group-ingress --region ${region} --group-id ${group} --security-group-rule-ids ${rule}`,
      ],
      undoCommands,
    },
  ],
  occurrences: [call],
  activity: [
    {
      findingId: example.finding,
      version: 1,
      at: "2026-11-23T08:00:04.309Z",
      by: { kind: "caller", name: "deploy" },
      what: `AuthorizeSecurityGroupIngress: ${findingExample.summary}`,
      to: "open",
      eventId: example.event,
    },
    {
      findingId: example.finding,
      version: 5,
      at: "2026-11-23T08:00:05.120Z",
      by: snapback,
      what: "verified: safe again",
      from: "responding",
      to: "remediated",
      before,
      after,
    },
  ],
  notes: [],
  undo: { attempt: 3, possible: true, commands: undoCommands, lost, byPerson: false },
  actions: ["undo", "exempt"],
};

export const recordExample = {
  record: JSON.stringify({
    eventVersion: "1.11",
    eventTime: "2026-11-23T08:00:00Z",
    eventSource: call.eventSource,
    eventName: call.eventName,
    awsRegion: region,
    sourceIPAddress: call.actor.sourceIp,
    userAgent: call.actor.userAgent,
    userIdentity: {
      type: "IAMUser",
      userName: call.actor.name,
      arn: call.actor.arn,
      accountId: account,
      accessKeyId: call.actor.accessKeyId,
    },
    requestParameters: {
      groupId: group,
      ipPermissions: {
        items: [
          { ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp: "0.0.0.0/0" }] } },
        ],
      },
    },
    eventID: example.event,
    recipientAccountId: account,
  }),
};
