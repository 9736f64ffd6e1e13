import { z } from "@hono/zod-openapi";
import type { Detection } from "@snapback/core/detections/define";
import { JsonObject } from "@snapback/core/json";
import type { ChangesMade } from "@snapback/core/response/cap";
import type { FallenPause } from "@snapback/core/response/pause";
import { Config, Mode } from "@snapback/core/settings/config";
import { own } from "@snapback/core/settings/own";
import type { RuntimeSettings } from "@snapback/core/settings/runtime";
import { modeOf, settingsOf } from "@snapback/core/settings/settings";

export const SettingsView = z
  .object({
    version: z
      .int()
      .describe("Of what people have changed since the deploy. A change names the version it was made of"),
    paused: z
      .object({
        by: z.string(),
        at: z.iso.datetime(),
        reason: z.string(),
        fallen: z.boolean().describe("It fell by itself, since the cap was reached"),
      })
      .optional()
      .describe("Nothing is changed automatically"),
    automaticChangesPerHour: z.int(),
    automaticChangesThisHour: z
      .int()
      .describe("How many have been made since the clock hour began, or since the last resume"),
    modes: z
      .record(
        z.string(),
        z.object({
          mode: Mode.describe("In all accounts that are not named"),
          accounts: z.record(z.string(), Mode),
          possible: z.array(Mode).describe("Only `monitor` where it can't put right what it finds"),
        }),
      )
      .describe("By detection, as they hold now"),
    parameters: z
      .record(
        z.string(),
        z.object({
          version: z.int().describe("0 for those that were deployed"),
          values: JsonObject,
          schema: JsonObject.describe("JSON Schema of the values"),
        }),
      )
      .describe("By detection, as they hold now"),
    approvalMinutes: Config.shape.approvalMinutes,
    contested: Config.shape.contested,
    exemptions: Config.shape.exemptions,
    undoIamRights: Config.shape.undoIamRights,
    problems: z
      .array(z.string())
      .describe("What people have changed and this version of Snapback can't follow, in words"),
  })
  .openapi("Settings");

/** What holds now, of what people have changed and what was deployed. */
export async function settingsView(
  runtime: RuntimeSettings,
  {
    config,
    detections,
    pause,
    changes,
    now,
  }: {
    config: Config;
    detections: readonly Detection[];
    pause: Pick<FallenPause, "get">;
    changes: ChangesMade;
    now: () => Date;
  },
): Promise<z.output<typeof SettingsView>> {
  const settings = settingsOf(config, detections, runtime);
  const [paused, automaticChangesThisHour] = await Promise.all([
    pausedBy(runtime, pause),
    changes.made(runtime.allowance, now()),
  ]);
  const { version, automaticChangesPerHour, approvalMinutes, contested, exemptions, undoIamRights } =
    settings;
  return {
    version,
    ...(paused && { paused }),
    automaticChangesPerHour,
    automaticChangesThisHour,
    modes: Object.fromEntries(
      detections.map((detection) => [detection.id, modesOf(detection, config, runtime)]),
    ),
    parameters: Object.fromEntries(
      detections.map(({ id, parameters }) => [
        id,
        { ...settings.parameters(id), schema: schemaOf(parameters) },
      ]),
    ),
    approvalMinutes,
    contested,
    exemptions,
    undoIamRights,
    problems: [...settings.problems],
  };
}

/** By a person, or by itself; where it is both, the person's counts, since somebody knows of it. */
async function pausedBy(
  { pause: person, allowance }: RuntimeSettings,
  pause: Pick<FallenPause, "get">,
): Promise<z.output<typeof SettingsView>["paused"]> {
  if (person) return { ...person, fallen: false };
  const fallen = await pause.get(allowance);
  return fallen && { by: "snapback", at: fallen.at, reason: fallen.reason, fallen: true };
}

function modesOf(detection: Detection, config: Config, runtime: RuntimeSettings) {
  const deployed = own(config.modes, detection.id);
  const named = [
    ...Object.keys(typeof deployed === "object" ? deployed.accounts : {}),
    ...Object.keys(own(runtime.modes, detection.id)?.accounts ?? {}),
  ];
  return {
    mode: modeOf(detection, config, runtime),
    accounts: Object.fromEntries(
      named.toSorted().map((account) => [account, modeOf(detection, config, runtime, account)]),
    ),
    possible: detection.response === undefined ? ["monitor" as const] : [...Mode.options],
  };
}

/** For forms: what may be left out is optional in it. */
function schemaOf(parameters: Detection["parameters"]): JsonObject {
  return JsonObject.parse(z.toJSONSchema(parameters, { io: "input", unrepresentable: "any" }));
}
