import * as z from "zod";
import { globalArn } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import { defineDetection } from "../define.ts";

const Evidence = z.object({ left: z.boolean(), error: z.string().optional() });

export default defineDetection({
  id: "org-leave",
  title: "Account leaves its organization",
  severity: "critical",
  why: "An account that leaves its organization leaves all of its guardrails behind: service control policies, the organization's trail, GuardDuty and Security Hub. Whoever holds it can then do as they like, and nobody above sees it.",
  triage: [
    "Call whoever is responsible for the organization: a planned move is known there.",
    "Take an attempt that was refused as seriously: nobody tries this by mistake. Look at all that the same key or role did.",
    "Find out how its caller came by the rights.",
  ],
  falsePositives: [
    "An account that is moved on purpose: dismiss the finding, or exempt the account beforehand.",
  ],
  byHand: [
    "If the account has left: invite it back from the management account, and accept from the account itself.",
    "Deny organizations:LeaveOrganization to all accounts with a service control policy.",
    "Revoke the sessions and keys of whoever made the call.",
  ],
  notes: ["Unlike other detections, this one takes a call that failed, too: the attempt is what matters."],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.008", "T1666"] }],
  events: [{ source: "organizations.amazonaws.com", names: ["LeaveOrganization"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, { account, region }) {
    const left = !failed(record);
    const arn = globalArn("iam", region, account, "root");
    const summary = left
      ? `Account ${account} has left its organization`
      : `Somebody tried to take account ${account} out of its organization, and was refused`;
    const { errorCode } = record;
    const violation = {
      resource: { arn, type: "AWS::Organizations::Account", id: account },
      fingerprint: left ? "left" : "attempt",
      summary,
      severity: "critical" as const,
      evidence: { left, ...(errorCode && { error: errorCode.slice(0, 200) }) },
    };
    return { violations: [violation], suspicions: [] };
  },

  attacks: [],
});
