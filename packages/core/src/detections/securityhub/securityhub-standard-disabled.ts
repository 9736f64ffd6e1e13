import * as z from "zod";
import { failed } from "../../event/record.ts";
import { defineDetection, nothing } from "../define.ts";
import { asList } from "../one-or-many.ts";
import { hubArn, hubNow, STANDARDS } from "./hub.ts";

const Evidence = z.object({ standard: z.string() });
const Arns = asList(z.unknown());
const SUBSCRIPTION =
  /^arn:([a-z-]{1,20}):securityhub:([a-z0-9-]{1,30}):\d{12}:subscription\/([\w./-]{1,200})$/;

export default defineDetection({
  id: "securityhub-standard-disabled",
  title: "Security Hub standard disabled",
  severity: "high",
  why: "All checks of a standard (CIS, AWS's own) stop at once, and their findings go: what is misconfigured from then on is not noticed.",
  triage: [
    "Ask whoever disabled it: most standards that go make way for a newer version, which is enabled first.",
  ],
  falsePositives: [
    "A standard that is replaced by its newer version: dismiss the finding, or exempt the old one.",
  ],
  byHand: ["Controls that had been disabled one by one are on again afterwards: disable those again."],
  notes: [
    "The record was not seen: it is read as Security Hub's API has it.",
    "Which standards there should be is nobody's to say: a sweep only remembers those that are there.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["4.16"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] },
  ],
  events: [{ source: "securityhub.amazonaws.com", names: ["BatchDisableStandards"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record) {
    if (failed(record)) return nothing;
    const arns = Arns.parse(record.requestParameters?.standardsSubscriptionArns);
    const violations = [...new Set(arns)].flatMap((arn) => {
      const standard = standardOf(arn);
      if (standard === undefined || typeof arn !== "string") return [];
      const id = arn.split("subscription/")[1] ?? arn;
      return {
        resource: { arn, type: "AWS::SecurityHub::Standard", id },
        fingerprint: "disabled",
        summary: `Security Hub no longer checks ${id}`,
        severity: "high" as const,
        evidence: { standard },
      };
    });
    return { violations, suspicions: [] };
  },

  response: {
    calls: [
      "securityhub:DescribeHub",
      "securityhub:GetEnabledStandards",
      "securityhub:BatchEnableStandards",
      "securityhub:BatchDisableStandards",
    ],
    settlesWithinMinutes: 15,
    async inspect({ resource: { arn, id }, evidence: { standard } }, { live, baseline }) {
      const securityhub = await live.client("securityhub");
      if (!(await hubNow(securityhub)))
        return {
          state: { hub: "off" },
          stuck: "Security Hub itself is off in this region: turn it on first.",
        };
      const all = await securityhub.GetEnabledStandards({});
      const status = all.find((one) => one.StandardsSubscriptionArn === arn)?.StandardsStatus ?? "none";
      const state = { standard: id, status };
      if (status !== "none" && status !== "DELETING") return { state };
      const known = Standards.safeParse((await baseline(hubOf(arn), STANDARDS))?.value).data?.standards;
      const StandardsInput = known?.find((one) => one.StandardsArn === standard)?.StandardsInput;
      return {
        state,
        plan: {
          version: 1,
          steps: [
            {
              service: "securityhub",
              operation: "BatchEnableStandards",
              input: {
                StandardsSubscriptionRequests: [
                  { StandardsArn: standard, ...(StandardsInput && { StandardsInput }) },
                ],
              },
              does: `check ${id} again`,
            },
          ],
          undo: [
            {
              service: "securityhub",
              operation: "BatchDisableStandards",
              input: { StandardsSubscriptionArns: [arn] },
              does: `disable ${id} again`,
              undoes: 0,
            },
          ],
          caveats: ["controls that had been disabled one by one are on again"],
        },
      };
    },
  },

  sweep: {
    calls: ["securityhub:DescribeHub", "securityhub:GetEnabledStandards"],
    misses: ["disabled"],
    async *resources({ live, ...place }) {
      const securityhub = await live.client("securityhub");
      if (!(await hubNow(securityhub))) return;
      const standards = (await securityhub.GetEnabledStandards({})).flatMap(
        ({ StandardsArn, StandardsInput = {}, StandardsStatus }) =>
          StandardsArn && StandardsStatus !== "DELETING"
            ? [{ StandardsArn, ...(Object.keys(StandardsInput).length > 0 && { StandardsInput }) }]
            : [],
      );
      const resource = hubArn(place);
      // A hub without standards is nothing to go back to.
      const baselines = standards.length > 0 ? [{ resource, aspect: STANDARDS, value: { standards } }] : [];
      yield { resource, violations: [], baselines };
    },
  },

  attacks: [
    {
      name: "disable-security-standard",
      title: "Security Hub stops checking a standard",
      steps: [
        {
          service: "securityhub",
          operation: "EnableSecurityHub",
          input: { EnableDefaultStandards: true },
          does: "turn Security Hub on",
        },
        {
          service: "securityhub",
          operation: "GetEnabledStandards",
          input: {},
          does: "look which standards it checks",
        },
        {
          service: "securityhub",
          operation: "BatchDisableStandards",
          input: {
            StandardsSubscriptionArns: [
              { $from: { step: 1, path: ["StandardsSubscriptions", 0, "StandardsSubscriptionArn"] } },
            ],
          },
          does: "disable the first of them",
        },
      ],
    },
  ],
});

const Standards = z.object({
  standards: z.array(
    z.object({ StandardsArn: z.string(), StandardsInput: z.record(z.string(), z.string()).optional() }),
  ),
});

/**
 * The standard that a subscription is to: the first one is named otherwise.
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchEnableStandards.html
 */
function standardOf(subscription: unknown): string | undefined {
  if (typeof subscription !== "string") return undefined;
  const [, partition, region, path] = SUBSCRIPTION.exec(subscription) ?? [];
  if (path === undefined) return undefined;
  return path === "cis-aws-foundations-benchmark/v/1.2.0"
    ? `arn:${partition}:securityhub:::ruleset/${path}`
    : `arn:${partition}:securityhub:${region}::standards/${path}`;
}

function hubOf(subscription: string): string {
  return subscription.replace(/:subscription\/.*$/, ":hub/default");
}
