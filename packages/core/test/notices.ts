import type { Activity, Finding, NoticeKind, Severity } from "../src/finding/schema.ts";
import { noticeOf } from "../src/notice/raise.ts";
import type { Notice } from "../src/notice/schema.ts";
import { ACCOUNT } from "./records.ts";

/** Findings and notices, for tests of what people are told. */

const EARLY = "2026-11-23T08:00:00.000Z";

/** A finding that was just opened, with what the test wants to be different. */
export function findingWith(fields: Partial<Finding> = {}): Finding {
  const actor = { type: "IAMUser", name: "deploy", sourceIp: "198.51.100.7", userAgent: "aws-cli/2.31.0" };
  const opened = {
    eventId: "e-1",
    eventName: "AuthorizeSecurityGroupIngress",
    eventSource: "ec2.amazonaws.com",
    eventTime: EARLY,
    seenAt: EARLY,
    actor,
  };
  return {
    id: "fnd_1",
    account: ACCOUNT,
    region: "eu-central-1",
    detection: "ec2-sg-ingress-world",
    resource: { arn: "arn:aws:ec2:::sg-1", type: "AWS::EC2::SecurityGroup", id: "sg-1" },
    fingerprint: "tcp 22",
    severity: "high",
    summary: "TCP port 22 of sg-1 is open to every IPv4 address",
    evidence: {},
    judged: { version: 0, parameters: {} },
    state: "open",
    occurrences: 1,
    reopened: 0,
    opened,
    latest: opened,
    principals: [""],
    attempts: [],
    remediations: [],
    version: 1,
    recentEvents: [],
    decided: [],
    look: false,
    recheck: false,
    retries: 0,
    pending: [],
    ...fields,
  };
}

/** The notice of this kind about a finding, as the finding's activity leads to it. */
export function noticeAbout(
  finding: Finding,
  kind: NoticeKind,
  { at = EARLY, version = finding.version, gatherMs = 0 } = {},
): Notice {
  const activity: Activity = {
    findingId: finding.id,
    version,
    at,
    by: { kind: "snapback", name: "snapback" },
    what: `what led to ${kind}`,
    to: finding.state,
    notice: kind,
  };
  const notice = noticeOf(finding, activity, gatherMs);
  if (!notice) throw new Error(`nobody is told that ${finding.severity} ${finding.id} is ${kind}`);
  return notice;
}

/** A notice of its own about a finding of its own. */
export function noticeOn(id: string, kind: NoticeKind = "failed", severity: Severity = "high"): Notice {
  return noticeAbout(findingWith({ id, severity }), kind);
}
