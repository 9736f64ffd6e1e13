import type { Detection } from "../detections/define.ts";
import type { JsonObject } from "../json.ts";
import { type Config, ConfigError, type Mode } from "./config.ts";
import type { Ledger } from "./ledger.ts";
import { own } from "./own.ts";
import { fillIn } from "./parameters.ts";
import { type RuntimeSettings, untouched } from "./runtime.ts";
import { openRuntimeSettings } from "./store.ts";

/** What holds now: what people have changed, over what the operator deployed, over each detection's defaults. */
export interface Settings {
  /** The version of what people have changed; 0 for nothing. */
  version: number;
  /** The detection's parameters, filled in, and their version: 0 for those that were deployed. */
  parameters(detection: string): { version: number; values: JsonObject };
  mode(detection: string, account: string): Mode;
  /** A person's pause, in words. */
  paused: string | undefined;
  /** Under what automatic changes are counted: a resume begins anew. */
  allowance: number;
  /** How many plans may be carried out without a person within a clock hour; 0 for none. */
  automaticChangesPerHour: number;
  approvalMinutes: number;
  contested: Config["contested"];
  exemptions: Config["exemptions"];
  /** May Snapback itself take back what had taken away rights in IAM? */
  undoIamRights: boolean;
  /** What people have changed and this version of Snapback can't follow, in words. What was deployed holds instead. */
  problems: readonly string[];
}

/** Reads the settings as they are now. */
export type ReadSettings = () => Promise<Settings>;

/** Reads the settings afresh, each time it is called. */
export function openSettings(from: {
  ledger: Pick<Ledger, "latest" | "get" | "add" | "list">;
  config: Config;
  detections: readonly Detection[];
}): ReadSettings {
  const runtime = openRuntimeSettings(from.ledger);
  return async () => settingsOf(from.config, from.detections, await runtime.read());
}

/**
 * Reads at most as often as that: what it answers with was read no longer ago. Who asks during a read waits for the same one.
 * A read that failed is not kept.
 */
export function cached(read: ReadSettings, maxAgeMs: number, now: () => Date): ReadSettings {
  let latest: { since: number; settings: Promise<Settings> } | undefined;
  return async () => {
    const age = latest === undefined ? Number.NaN : now().getTime() - latest.since;
    // A clock that was set back makes no reading the latest for hours.
    if (latest !== undefined && age >= 0 && age <= maxAgeMs) return latest.settings;
    const reading = { since: now().getTime(), settings: read() };
    latest = reading;
    try {
      return await reading.settings;
    } catch (error) {
      if (latest === reading) latest = undefined;
      throw error;
    }
  };
}

/** What holds where people have changed this of what the operator deployed. Pure. */
export function settingsOf(
  config: Config,
  detections: readonly Detection[],
  runtime: RuntimeSettings = untouched,
): Settings {
  const known = new Map(detections.map((detection) => [detection.id, detection]));
  const { parameters, problems } = parametersOf(config, detections, runtime);
  const { approvalMinutes, contested, exemptions, undoIamRights } = config;
  return {
    version: runtime.version,
    parameters: (detection) => parameters.get(detection) ?? { version: 0, values: {} },
    mode: (detection, account) => modeOf(known.get(detection), config, runtime, account),
    paused: runtime.pause && `paused by ${runtime.pause.by} at ${runtime.pause.at}: ${runtime.pause.reason}`,
    allowance: runtime.allowance,
    automaticChangesPerHour: runtime.automaticChangesPerHour ?? config.automaticChangesPerHour,
    approvalMinutes,
    contested,
    exemptions,
    undoIamRights,
    problems,
  };
}

/**
 * A detection's mode in an account, or where no account is named, in all those that have none of their own. `monitor` whatever
 * was chosen for one that can't put right what it finds, and for one that is not known.
 */
export function modeOf(
  detection: Pick<Detection, "id" | "response"> | undefined,
  config: Pick<Config, "modes">,
  runtime: Pick<RuntimeSettings, "modes">,
  account?: string,
): Mode {
  if (detection?.response === undefined) return "monitor";
  const choice = own(config.modes, detection.id);
  const deployed = typeof choice === "string" ? { mode: choice, accounts: {} } : choice;
  const changed = own(runtime.modes, detection.id);
  const inAccount =
    account === undefined ? undefined : (own(changed?.accounts, account) ?? own(deployed?.accounts, account));
  return inAccount ?? changed?.mode ?? deployed?.mode ?? "approve";
}

/** Every detection's parameters; what people have changed is dropped, and told of, where this version's schema refuses it. */
function parametersOf(config: Config, detections: readonly Detection[], runtime: RuntimeSettings) {
  const problems: string[] = [];
  const parameters = new Map(
    detections.map(({ id, parameters: schema }) => {
      const chosen = fillIn(schema, own(config.parameters, id) ?? {});
      if ("problem" in chosen) throw new ConfigError(`parameters of ${id}: ${chosen.problem}`);
      const deployed = { version: 0, values: chosen.values };
      const changed = own(runtime.parameters, id);
      if (changed?.values === undefined) return [id, deployed] as const;
      const filled = fillIn(schema, changed.values);
      if ("values" in filled) return [id, { version: changed.version, values: filled.values }] as const;
      problems.push(
        `parameters of ${id}, version ${changed.version}, don't fit this version of Snapback, and those that were deployed hold: ${filled.problem}`,
      );
      return [id, deployed] as const;
    }),
  );
  return { parameters, problems };
}
