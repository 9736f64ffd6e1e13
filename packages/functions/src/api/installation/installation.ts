import { createRoute, z } from "@hono/zod-openapi";
import { Config } from "@snapback/core/settings/config";
import { needs } from "../authorize.ts";
import type { ApiDeps } from "../deps.ts";
import { json, refusals } from "../description.ts";
import { example } from "../examples.ts";
import { router } from "../router.ts";

const KeptView = z
  .object({
    what: z.string(),
    days: z.int().optional().describe("Absent where nothing deletes it by itself"),
    until: z.string().optional().describe("What ends it, where that is no number of days"),
    setting: z.string().optional().describe("The operator's choice that says so, in snapback.config.ts"),
  })
  .openapi("Kept");

const InstallationView = z
  .object({
    account: z.string(),
    regions: z.array(z.string()).describe("The watched ones, the home region first"),
    sweepHours: Config.shape.sweepHours.describe("How often the account is swept"),
    kept: z.array(KeptView).describe("What is kept, and how long"),
  })
  .openapi("Installation");

const getInstallation = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/installation",
  operationId: "getInstallation",
  tags: ["Settings"],
  summary: "What was deployed and holds until the next deploy: regions, sweeps, and how long things are kept",
  responses: {
    ...refusals,
    200: json(InstallationView, "As it was deployed", {
      account: example.account,
      regions: [example.region, "eu-central-1"],
      sweepHours: 6,
      kept: [
        { what: "Findings, the records of the calls that showed them, and their activity" },
        { what: "The logs of Snapback's functions", days: 90, setting: "logRetentionDays" },
      ],
    }),
  },
});

/** What nobody can change at run time, and people want to know. */
export function installationApi({
  account,
  regions,
  config,
  kept,
}: Pick<ApiDeps, "account" | "regions" | "config" | "kept">) {
  return router().openapi(getInstallation, (c) =>
    c.json(
      {
        account,
        regions: [...regions],
        sweepHours: config.sweepHours,
        kept: kept.map((one) => ({ ...one })),
      },
      200,
    ),
  );
}
