import { z } from "@hono/zod-openapi";
import { partitionOf } from "@snapback/core/aws/arn";
import { type Detection, respondingService } from "@snapback/core/detections/define";
import { serviceOf } from "@snapback/core/event/pattern";
import { detectionSweepStatements, responseCalls, responseStatements } from "@snapback/core/grants/detection";
import type { Statement } from "@snapback/core/grants/statement";
import { JsonObject } from "@snapback/core/json";
import { countsOf } from "@snapback/core/overview/by-detection";
import { type Config, Mode } from "@snapback/core/settings/config";
import { own } from "@snapback/core/settings/own";
import { untouched } from "@snapback/core/settings/runtime";
import { modeOf, settingsOf } from "@snapback/core/settings/settings";
import type { ApiDeps } from "../deps.ts";
import { Counts } from "./counts.ts";
import { DetectionView, detectionView } from "./view.ts";

const StatementView = z
  .object({
    actions: z.array(z.string()),
    resources: z.array(z.string()).describe("ARNs, with `*` for what is open in them"),
    conditions: z.array(z.object({ test: z.string(), variable: z.string(), values: z.array(z.string()) })),
  })
  .openapi("DetectionStatement");

const ResponseView = z.object({
  function: z.string().describe("Which of Snapback's functions acts, without the stage's prefix"),
  calls: z
    .array(
      z.object({
        call: z.string().describe("An AWS operation, as `service:Operation`"),
        changes: z.boolean().describe("Does it change the account?"),
        onlyUndo: z.boolean().describe("Only an undo makes it"),
        withheld: z.boolean().describe("It gives rights in IAM: such an undo is left to a person"),
      }),
    )
    .describe("All that it may call in the account, to look and to put right"),
  statements: z
    .array(
      StatementView.extend({
        onlyUndo: z.boolean().describe("Only an undo needs them"),
        withheld: z
          .boolean()
          .describe("They are not granted, since an undo that needs them is left to a person"),
      }),
    )
    .describe("The IAM rights that it needs. The function has those of all detections of its service"),
  settlesWithinMinutes: z.int().optional().describe("How long AWS may take to show what it has accepted"),
});

const SweepView = z.object({
  calls: z.array(z.string()),
  statements: z.array(StatementView).describe("The IAM rights that it needs, all of them to read"),
});

export const DetectionDetail = z
  .object({
    detection: DetectionView,
    service: z.string().describe("The AWS service of its first event source"),
    response: ResponseView.optional().describe("Absent where it only reports"),
    sweep: SweepView.optional().describe("Absent where only a call shows it"),
    attacks: z
      .array(z.object({ name: z.string(), title: z.string() }))
      .describe("What shows it at work, in an account made for that"),
    deployed: z
      .object({ mode: Mode, accounts: z.record(z.string(), Mode), parameters: JsonObject })
      .describe("What holds where people have changed nothing since the deploy"),
    findings: Counts,
  })
  .openapi("DetectionDetail");

type Place = Pick<ApiDeps, "config" | "account" | "region" | "regions">;

/** @param rows those of its findings */
export function detectionDetail(
  detection: Detection,
  { config, account, region, regions }: Place,
  rows: Parameters<typeof countsOf>[1],
): z.output<typeof DetectionDetail> {
  const { id, events, response, sweep, attacks } = detection;
  const { undoIamRights } = config;
  const place = { account, partition: partitionOf(region), regions: [...regions], undoIamRights };
  return {
    detection: detectionView(detection),
    service: serviceOf(events[0].source),
    ...(response && {
      response: {
        function: `respond-${respondingService(detection)}`,
        calls: responseCalls(detection, place),
        statements: responseStatements(detection, place).map(({ onlyUndo, withheld, ...statement }) => ({
          ...statementView(statement),
          onlyUndo,
          withheld,
        })),
        ...(response.settlesWithinMinutes !== undefined && {
          settlesWithinMinutes: response.settlesWithinMinutes,
        }),
      },
    }),
    ...(sweep && {
      sweep: {
        calls: [...sweep.calls],
        statements: detectionSweepStatements(detection, place).map(statementView),
      },
    }),
    attacks: attacks.map(({ name, title }) => ({ name, title })),
    deployed: deployedOf(detection, config),
    findings: countsOf(id, rows),
  };
}

function statementView({ actions, resources, conditions = [] }: Statement): z.output<typeof StatementView> {
  return {
    actions: [...actions],
    resources: [...resources],
    conditions: conditions.map(({ test, variable, values }) => ({ test, variable, values: [...values] })),
  };
}

function deployedOf(detection: Detection, config: Config): z.output<typeof DetectionDetail>["deployed"] {
  const chosen = own(config.modes, detection.id);
  const accounts = typeof chosen === "object" ? Object.keys(chosen.accounts) : [];
  return {
    mode: modeOf(detection, config, untouched),
    accounts: Object.fromEntries(
      accounts.toSorted().map((one) => [one, modeOf(detection, config, untouched, one)]),
    ),
    parameters: settingsOf(config, [detection]).parameters(detection.id).values,
  };
}
