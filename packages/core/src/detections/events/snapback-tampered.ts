import * as z from "zod";
import { failed } from "../../event/record.ts";
import { matches } from "../../exemption/pattern.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing } from "../define.ts";
import { listened, Tampering, touched } from "./own-calls.ts";
import type { TouchedPart } from "./own-part.ts";
import { goodConcurrency, inspectPart, sweepParts } from "./own-part-state.ts";

export type Evidence = z.infer<typeof Evidence>;
const Evidence = z.object({
  type: z.string(),
  name: z.string(),
  what: Tampering,
  bus: z.string().optional(),
});

const SAYS: { [what in Tampering]: string } = {
  deleted: "was deleted",
  disabled: "was disabled: what should come by it reaches nobody",
  throttled: "may no longer run: its concurrency was set to 0",
  "targets-removed": "no longer leads to what handles it",
  changed: "was changed",
  purged: "was emptied: the events in it are lost",
  code: "has other code now",
  rights: "had its rights changed",
  trust: "can be assumed by others now",
  unprotected: "can be deleted now",
};

export default defineDetection({
  id: "snapback-tampered",
  title: "Snapback itself tampered with",
  severity: "critical",
  why: "Whoever blinds Snapback first can do the rest unseen. Nothing but a deploy has a reason to change these parts.",
  triage: [
    "Was it a deploy, or somebody who works on Snapback? Then name who deploys in `deployers`.",
    "If not: take it for an intruder with wide rights, and look at all else that the same key or role did.",
    "`npm run doctor` says what of the stage is no longer as it was deployed.",
  ],
  falsePositives: [
    "A deploy: it makes the same calls. Name the role that deploys in `deployers`, and let nobody else assume it.",
    "`sst dev`, which replaces the functions' code.",
    "Something of somebody else's whose name begins in the same way: set `prefix` to the stage's own (`snapback-prod`).",
  ],
  byHand: ["Deploy again (npx sst deploy): that puts every part back. Then run npm run doctor."],
  notes: [
    "A part is told by its name, which begins with `prefix`.",
    "The trail that Snapback needs is looked after by cloudtrail-stopped, cloudtrail-deleted and cloudtrail-weakened.",
    "Records of Lambda's event source mappings and of EventBridge Scheduler were not seen: they are read as the APIs have it.",
    "Without `deployers` each deploy makes a finding for each part that it changes.",
    "If all of it is gone at once, nothing of this is left to tell: the alarm on missing heartbeats is.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562.001"] }],
  events: listened,
  parameters: z.object({
    prefix: z.string().min(1).default("snapback-").describe("What the names of Snapback's parts begin with"),
    deployers: z
      .array(z.string())
      .default([])
      .describe("ARNs of users and roles whose changes are deploys; * stands for anything"),
  }),
  evidence: Evidence,

  detect(record, place, { prefix, deployers }) {
    if (failed(record)) return nothing;
    const { arn, sessionContext } = record.userIdentity;
    const actors = [arn, sessionContext?.sessionIssuer?.arn];
    const deploys = actors.some((actor) => actor && deployers.some((pattern) => matches(pattern, actor)));
    const { part, what } = touched(record, place, prefix) ?? {};
    if (part === undefined || deploys || !part.names.some((name) => name.startsWith(prefix))) return nothing;
    if (what !== undefined) return { violations: [violation(part, what)], suspicions: [] };
    const reserved = goodConcurrency(part, record.requestParameters?.reservedConcurrentExecutions);
    return reserved ? { ...nothing, baselines: [reserved] } : nothing;
  },

  response: {
    calls: [
      "events:DescribeRule",
      "events:EnableRule",
      "events:DisableRule",
      "lambda:GetFunctionConcurrency",
      "lambda:PutFunctionConcurrency",
      "lambda:DeleteFunctionConcurrency",
    ],
    inspect: ({ resource, evidence }, look) => inspectPart(resource, evidence, look),
  },

  sweep: {
    calls: [
      "events:ListEventBuses",
      "events:ListRules",
      "lambda:ListFunctions",
      "lambda:GetFunctionConcurrency",
    ],
    misses: Tampering.options.filter((what) => what !== "disabled" && what !== "throttled"),
    async *resources({ live, ...place }, { prefix }) {
      for await (const { part, what, baselines } of sweepParts(live, place, prefix)) {
        const violations = what === undefined ? [] : [violation(part, what)];
        yield { resource: part.resource.arn, violations, ...(baselines && { baselines }) };
      }
    },
  },

  attacks: [
    {
      name: "disable-own-rule",
      title: "A rule by which Snapback gets its events is disabled",
      steps: [
        {
          service: "events",
          operation: "PutRule",
          input: {
            Name: "snapback-attack-rule",
            EventPattern: JSON.stringify({ source: ["snapback.attack"] }),
            State: "ENABLED",
          },
          does: "make a rule that is named like Snapback's own",
        },
        {
          service: "events",
          operation: "DisableRule",
          input: { Name: "snapback-attack-rule" },
          does: "disable it",
        },
      ],
    },
  ],
});

function violation({ resource, bus }: TouchedPart, what: Tampering): Violation<Evidence> {
  const { type, id } = resource;
  const kind = type.split("::").slice(1).join(" ");
  return {
    resource,
    fingerprint: what,
    summary: `Snapback's own ${kind} ${id} ${SAYS[what]}`,
    severity: "critical",
    evidence: { type, name: id, what, ...(bus !== undefined && { bus }) },
  };
}
