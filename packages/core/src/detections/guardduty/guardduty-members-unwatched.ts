import * as z from "zod";
import { failed } from "../../event/record.ts";
import { defineDetection, nothing } from "../define.ts";
import { asList } from "../one-or-many.ts";
import { detectorArn, idOf, orGone } from "./detector.ts";

const Evidence = z.object({ detector: z.string(), member: z.string() });
const created = { $from: { step: 0, path: ["DetectorId"] } };
const ACCOUNT = /^\d{12}$/;
const Accounts = asList(z.unknown());

export default defineDetection({
  id: "guardduty-members-unwatched",
  title: "GuardDuty stopped watching member accounts",
  severity: "critical",
  why: "GuardDuty is suspended in the member accounts, from the account that watches over them: what happens there is seen by nobody, and the members can't turn it on themselves.",
  triage: [
    "Ask whoever stopped it, in the administrator account.",
    "Look at what happened in the member accounts since, in the organization's trail.",
  ],
  falsePositives: ["Members that leave the organization: exempt them."],
  notes: [
    "What the relationship is called afterwards (Disabled) is from AWS's documentation, and was not seen.",
    "Members that were not watched before are not swept.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] }],
  events: [{ source: "guardduty.amazonaws.com", names: ["StopMonitoringMembers"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const { detectorId, accountIds } = record.requestParameters ?? {};
    const detector = idOf(detectorId);
    if (failed(record) || detector === undefined) return nothing;
    const members = Accounts.parse(accountIds).flatMap((one) =>
      typeof one === "string" && ACCOUNT.test(one) ? [one] : [],
    );
    const violations = [...new Set(members)].map((member) => ({
      resource: {
        arn: detectorArn(place, detector),
        type: "AWS::GuardDuty::Detector",
        id: detector,
      },
      fingerprint: `member/${member}`,
      summary: `GuardDuty no longer watches member account ${member}`,
      severity: "critical" as const,
      evidence: { detector, member },
    }));
    return { violations, suspicions: [] };
  },

  response: {
    calls: ["guardduty:GetMembers", "guardduty:StartMonitoringMembers", "guardduty:StopMonitoringMembers"],
    inspect({ evidence: { detector: DetectorId, member } }, { live }) {
      return orGone(async () => {
        const input = { DetectorId, AccountIds: [member] };
        const { Members = [] } = await (await live.client("guardduty")).GetMembers(input);
        const status = Members.find(({ AccountId }) => AccountId === member)?.RelationshipStatus ?? "none";
        const state = { member, relationship: status };
        if (!/^disabled$/i.test(status)) return { state };
        const step = (operation: string, does: string) => ({ service: "guardduty", operation, input, does });
        return {
          state,
          plan: {
            version: 1,
            steps: [step("StartMonitoringMembers", `watch member account ${member} again`)],
            undo: [
              {
                ...step("StopMonitoringMembers", `stop watching member account ${member} again`),
                undoes: 0,
              },
            ],
          },
        };
      });
    },
  },

  attacks: [
    {
      name: "stop-watching-member",
      title: "GuardDuty no longer watches a member account",
      steps: [
        {
          service: "guardduty",
          operation: "CreateDetector",
          input: { Enable: true },
          does: "turn GuardDuty on",
        },
        {
          service: "guardduty",
          operation: "CreateMembers",
          input: {
            DetectorId: created,
            AccountDetails: [{ AccountId: "999999999999", Email: "member@example.com" }],
          },
          does: "have a member account",
        },
        {
          service: "guardduty",
          operation: "StopMonitoringMembers",
          input: { DetectorId: created, AccountIds: ["999999999999"] },
          does: "stop watching it",
        },
      ],
    },
  ],
});
