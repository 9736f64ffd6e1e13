import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { detectorArn, idOf, orGone } from "./detector.ts";

type Evidence = z.infer<typeof Evidence>;
const Evidence = z.object({ detector: z.string(), filter: z.string() });
const Question = Evidence.extend({ account: z.string() });
const NAME = /^[\w.-]{3,64}$/;

export default defineDetection({
  id: "guardduty-findings-hidden",
  title: "GuardDuty findings suppressed",
  severity: "high",
  why: "A suppression rule archives new findings before anybody sees them, and keeps them from Security Hub and from export: with a wide one GuardDuty is on, and silent.",
  triage: [
    "Read the rule's criteria: which findings would it hide, and of what has happened since?",
    "Look at the archived findings since the rule was made.",
    "Ask whoever made it; suppression is usually somebody's reviewed decision.",
  ],
  falsePositives: [
    "A rule for findings that are known to be harmless: exempt it, once its criteria are narrow.",
  ],
  byHand: ["Unarchive what the rule has hidden: findings that are archived stay so."],
  notes: ["Rules that were there before are not swept: most are somebody's decision."],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] }],
  events: [{ source: "guardduty.amazonaws.com", names: ["CreateFilter", "UpdateFilter"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: Question,

  detect(record, place) {
    const { detectorId, name, filterName, action } = record.requestParameters ?? {};
    const detector = idOf(detectorId);
    const filter = [name, filterName].find((one) => typeof one === "string" && NAME.test(one));
    if (failed(record) || detector === undefined || typeof filter !== "string") return nothing;
    const hides = typeof action === "string" && action.toUpperCase() === "ARCHIVE";
    if (hides) return { ...nothing, violations: [violation({ detector, filter }, place)] };
    // A filter that archives already may hide more by its new criteria.
    const unsaid = record.eventName === "UpdateFilter" && typeof action !== "string";
    const ask = { detector, filter, account: place.account };
    const reason = "the record does not say whether the filter archives what it finds";
    return unsaid ? { ...nothing, suspicions: [{ ask, reason }] } : nothing;
  },

  async assess({ account, ...evidence }, live) {
    const { detector: DetectorId, filter: FilterName } = evidence;
    const guardduty = await live.client("guardduty");
    const { state } = await orGone(async () => {
      const { Action = "" } = await guardduty.GetFilter({ DetectorId, FilterName });
      return { state: { action: Action } };
    });
    return state.action === "ARCHIVE" ? [violation(evidence, { account, region: live.region })] : [];
  },

  response: {
    calls: ["guardduty:GetFilter", "guardduty:UpdateFilter"],
    inspect({ evidence: { detector: DetectorId, filter: FilterName } }, { live }) {
      return orGone(async () => {
        const guardduty = await live.client("guardduty");
        const { Action = "", Description = "" } = await guardduty.GetFilter({ DetectorId, FilterName });
        const state = { filter: FilterName, action: Action, description: Description };
        if (Action !== "ARCHIVE") return { state };
        const step = (to: string, does: string) => ({
          service: "guardduty",
          operation: "UpdateFilter",
          input: { DetectorId, FilterName, Action: to },
          does,
        });
        return {
          state,
          plan: {
            version: 1,
            steps: [step("NOOP", `keep filter ${FilterName}, and let it hide nothing`)],
            undo: [{ ...step("ARCHIVE", `let filter ${FilterName} archive findings again`), undoes: 0 }],
            caveats: ["findings that it has archived so far stay archived"],
          },
        };
      });
    },
    async tags({ arn, id }, live) {
      const [, DetectorId = ""] = /:detector\/([^/]+)\/filter\//.exec(arn) ?? [];
      const { Tags = {} } = await (await live.client("guardduty")).GetFilter({ DetectorId, FilterName: id });
      return Tags;
    },
  },

  attacks: [
    {
      name: "hide-guardduty-findings",
      title: "Every finding of GuardDuty is archived as it comes",
      steps: [
        {
          service: "guardduty",
          operation: "CreateDetector",
          input: { Enable: true },
          does: "turn GuardDuty on",
        },
        {
          service: "guardduty",
          operation: "CreateFilter",
          input: {
            DetectorId: { $from: { step: 0, path: ["DetectorId"] } },
            Name: "attacked-hide",
            Action: "ARCHIVE",
            FindingCriteria: { Criterion: { severity: { GreaterThanOrEqual: 0 } } },
          },
          does: "archive whatever it finds",
        },
      ],
    },
  ],
});

function violation(evidence: Evidence, place: Place): Violation<Evidence> {
  const { detector, filter } = evidence;
  return {
    resource: {
      arn: detectorArn(place, detector, "filter", filter),
      type: "AWS::GuardDuty::Filter",
      id: filter,
    },
    fingerprint: "archives",
    summary: `GuardDuty's filter ${filter} archives new findings before anybody sees them`,
    severity: "high",
    evidence,
  };
}
