import type { z } from "@hono/zod-openapi";
import { example } from "../examples.ts";
import type { DetectionDetail } from "./detail.ts";
import type { DetectionSummary } from "./view.ts";

const { account, detection: id } = example;

const told = {
  id,
  title: "Security group opened to the internet",
  severity: "high" as const,
  why: "Anyone on the internet can reach what the group protects.",
  references: [{ framework: "CIS AWS Foundations", version: "5.0", ids: ["5.3", "5.4"] }],
};

const its = `detection=${id}`;
const stands = "state=open,awaiting-approval,responding,failed,contested,undoing";
const standing = { count: 2, where: [its, stands] };
const total = { count: 41, where: [its] };
const lastSeenAt = "2026-11-23T08:00:00.000Z";

export const summaryExample: z.input<typeof DetectionSummary> = {
  ...told,
  service: "ec2",
  responds: true,
  sweeps: true,
  findings: { standing, total, lastSeenAt },
};

const conditions = [
  { test: "StringEquals", variable: "aws:RequestedRegion", values: ["us-east-1", "eu-central-1"] },
];
const look = { actions: ["ec2:DescribeSecurityGroupRules"], resources: ["*"], conditions };

export const detailExample: z.input<typeof DetectionDetail> = {
  detection: {
    ...told,
    triage: ["Ask whoever made the change what it was for."],
    falsePositives: [
      "A public service on a port other than 80 and 443: allow the port, or exempt the group.",
    ],
    events: [
      { source: "ec2.amazonaws.com", names: ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"] },
    ],
    byHand: [],
    notes: [],
  },
  service: "ec2",
  response: {
    function: "respond-ec2",
    calls: [
      { call: "ec2:DescribeSecurityGroupRules", changes: false, onlyUndo: false, withheld: false },
      { call: "ec2:RevokeSecurityGroupIngress", changes: true, onlyUndo: false, withheld: false },
    ],
    statements: [
      { ...look, onlyUndo: false, withheld: false },
      {
        actions: ["ec2:RevokeSecurityGroupIngress"],
        resources: [`arn:aws:ec2:*:${account}:security-group/*`],
        conditions,
        onlyUndo: false,
        withheld: false,
      },
    ],
  },
  sweep: { calls: ["ec2:DescribeSecurityGroupRules"], statements: [look] },
  attacks: [{ name: "open-ssh", title: "SSH from everywhere" }],
  deployed: { mode: "auto", accounts: { "444455556666": "approve" }, parameters: { tcpPorts: [80, 443] } },
  findings: {
    standing,
    bySeverity: [{ severity: "critical", count: 2, where: [its, stands, "severity=critical"] }],
    byState: [{ state: "open", count: 2, where: [its, "state=open"] }],
    total,
    lastSeenAt,
  },
};
