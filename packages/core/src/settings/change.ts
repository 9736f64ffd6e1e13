import type { Detection } from "../detections/define.ts";
import type { JsonObject } from "../json.ts";
import type { Party } from "../person/party.ts";
import { AccountId, type Config, MONITOR_ONLY, type Mode } from "./config.ts";
import { own } from "./own.ts";
import { type Fault, fillIn } from "./parameters.ts";
import { RuntimeSettings } from "./runtime.ts";
import { modeOf, settingsOf } from "./settings.ts";

/** One version of the runtime settings, who made it of the one before, and what is different. */
export interface SettingsChange {
  runtime: RuntimeSettings;
  at: string;
  by: Party;
  /** In words: "ec2-sg-ingress-world: mode auto -> monitor". */
  what: string;
  before?: JsonObject | undefined;
  after?: JsonObject | undefined;
}

/** Who changes the settings, when, and what they are laid over. */
export interface Change {
  by: Party;
  now: Date;
  config: Config;
  detections: readonly Detection[];
}

/** A change names a detection that this version of Snapback does not have. */
export class UnknownDetectionError extends Error {
  override name = "UnknownDetectionError";
}

/** A change that the settings can't follow; its message tells the person why. */
export class SettingsChangeError extends Error {
  override name = "SettingsChangeError";
  /** What is wrong with the parameters that were chosen, field by field. */
  readonly faults: readonly Fault[];

  constructor(message: string, faults: readonly Fault[] = []) {
    super(message);
    this.faults = faults;
  }
}

const Cap = RuntimeSettings.shape.automaticChangesPerHour.unwrap();

/** Nothing is changed automatically any more, from the next step on, until somebody resumes. */
export function pause(runtime: RuntimeSettings, reason: string, change: Change): SettingsChange {
  const paused = { reason, by: change.by.name, at: change.now.toISOString() };
  return {
    ...next(runtime, { pause: paused }, change),
    what: `paused automatic changes: ${reason}`,
    before: { pause: runtime.pause },
    after: { pause: paused },
  };
}

/** Ends a person's pause, and one that fell by itself; automatic changes are counted anew. */
export function resume(runtime: RuntimeSettings, reason: string | undefined, change: Change): SettingsChange {
  const { pause: ended, ...rest } = runtime;
  const allowance = runtime.version + 1;
  return {
    ...next(rest, { allowance }, change),
    what: reason === undefined ? "resumed automatic changes" : `resumed automatic changes: ${reason}`,
    before: { pause: ended, allowance: runtime.allowance },
    after: { allowance },
  };
}

/** @throws SettingsChangeError for what is no number of changes */
export function changeCap(
  runtime: RuntimeSettings,
  automaticChangesPerHour: number,
  change: Change,
): SettingsChange {
  if (!Cap.safeParse(automaticChangesPerHour).success) {
    throw new SettingsChangeError("the cap on automatic changes is a whole number, 0 or more");
  }
  const before = settingsOf(change.config, change.detections, runtime).automaticChangesPerHour;
  return {
    ...next(runtime, { automaticChangesPerHour }, change),
    what: `automatic changes per hour: ${before} -> ${automaticChangesPerHour}`,
    before: { automaticChangesPerHour: before },
    after: { automaticChangesPerHour },
  };
}

/**
 * Chooses a detection's mode, for one account or for all those that have none of their own. No mode takes back what was
 * chosen before, so that the deployed one holds.
 *
 * @throws UnknownDetectionError
 * @throws SettingsChangeError for a mode that this detection can't have, and for what is no account
 */
export function changeMode(
  runtime: RuntimeSettings,
  chosen: { detection: string; account?: string | undefined; mode: Mode | undefined },
  change: Change,
): SettingsChange {
  const { account, mode } = chosen;
  const detection = named(chosen.detection, change);
  const { id } = detection;
  if (account !== undefined && !AccountId.safeParse(account).success) {
    throw new SettingsChangeError(`${JSON.stringify(account)} is no account id`);
  }
  if (detection.response === undefined && mode !== undefined && mode !== "monitor") {
    throw new SettingsChangeError(`${id} ${MONITOR_ONLY}`);
  }
  const held = own(runtime.modes, id);
  const others = Object.entries(held?.accounts ?? {}).filter(([other]) => other !== account);
  const all = account === undefined ? mode : held?.mode;
  const accounts = Object.fromEntries(
    account === undefined || mode === undefined ? others : [...others, [account, mode] as const],
  );
  const modes = { ...runtime.modes, [id]: { ...(all && { mode: all }), accounts } };
  const made = next(runtime, { modes }, change);
  const before = modeOf(detection, change.config, runtime, account);
  const after = modeOf(detection, change.config, made.runtime, account);
  const where = account === undefined ? id : `${id} in account ${account}`;
  return {
    ...made,
    what: `${where}: mode ${before} -> ${after}${mode === undefined ? " (the choice for it is taken back)" : ""}`,
    before: { mode: before },
    after: { mode: after },
  };
}

/**
 * Gives a detection other parameters: all of them; what is left out has the detection's own default. No values take back what was
 * chosen before, so that the deployed ones hold.
 *
 * @throws UnknownDetectionError
 * @throws SettingsChangeError in the words of the detection's schema, which refuses them
 */
export function changeParameters(
  runtime: RuntimeSettings,
  chosen: { detection: string; values: JsonObject | undefined },
  change: Change,
): SettingsChange {
  const { id, parameters: schema } = named(chosen.detection, change);
  const values = chosen.values && checked(id, schema, chosen.values);
  // Counted on where they are taken back, so that no version ever names two different choices.
  const version = (own(runtime.parameters, id)?.version ?? 0) + 1;
  const parameters = { ...runtime.parameters, [id]: { version, ...(values && { values }) } };
  const made = next(runtime, { parameters }, change);
  const valuesIn = (of: RuntimeSettings) =>
    settingsOf(change.config, change.detections, of).parameters(id).values;
  return {
    ...made,
    what: `${id}: parameters, version ${version}${values ? "" : " (what was chosen is taken back)"}`,
    before: valuesIn(runtime),
    after: valuesIn(made.runtime),
  };
}

function checked(id: string, schema: Detection["parameters"], values: JsonObject): JsonObject {
  const filled = fillIn(schema, values);
  if ("values" in filled) return filled.values;
  throw new SettingsChangeError(`parameters of ${id}: ${filled.problem}`, filled.faults);
}

function next(runtime: RuntimeSettings, changed: Partial<RuntimeSettings>, { by, now }: Change) {
  return { runtime: { ...runtime, ...changed, version: runtime.version + 1 }, by, at: now.toISOString() };
}

function named(id: string, { detections }: Change): Detection {
  const detection = detections.find((known) => known.id === id);
  if (detection === undefined) throw new UnknownDetectionError(`there is no detection ${JSON.stringify(id)}`);
  return detection;
}
