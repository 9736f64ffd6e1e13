import * as z from "zod";
import { roles } from "../person/person.ts";
import { fillIn } from "./parameters.ts";

/** AWS's region names, of all its partitions. */
export const Region = z.string().regex(/^[a-z]{2}(-[a-z]+){1,2}-\d{1,2}$/, "is no AWS region");

/** What a detection does with what it finds: only write it down, ask a person first, or put it right at once. */
export type Mode = z.infer<typeof Mode>;
export const Mode = z.enum(["monitor", "approve", "auto"]);

export const AccountId = z.string().regex(/^\d{12}$/, "is no account id");

/** A detection's mode, or one for all accounts and others for some. */
const ModeChoice = z.union(
  [Mode, z.strictObject({ mode: Mode.optional(), accounts: z.record(AccountId, Mode) })],
  { error: 'is neither "monitor", "approve" or "auto" nor { mode, accounts: { "111122223333": "auto" } }' },
);

/** From which severity on a channel tells people; `off` for never. */
const Threshold = z.enum(["critical", "high", "medium", "low", "off"]);

const Publisher = z
  .string()
  .regex(
    /^(\d{12}|arn:aws[a-z-]*:iam::\d{12}:(root|user\/\S+|role\/\S+))$/,
    "is no account id, user or role ARN",
  );

/** The operator's choices, as `snapback.config.ts` makes them. What each is for is told there. */
export type Config = z.infer<typeof Config>;
export const Config = z.strictObject({
  home: Region,
  regions: z.array(Region),
  trail: z.enum(["create", "existing"]),
  testVpc: z.enum(["outside-production", "always", "never"]),
  publishers: z.array(Publisher),
  topicKey: z.enum(["none", "customer-managed"]),
  alarmEmail: z.email().optional(),
  logRetentionDays: z.union(
    [3, 5, 7, 14, 30, 60, 90, 120, 180, 365, 400, 545, 731].map((days) => z.literal(days)),
  ),
  reservedConcurrency: z.boolean(),
  automaticChangesPerHour: z.int().min(0),
  modes: z.record(z.string(), ModeChoice),
  sweepHours: z.union([z.literal("off"), z.int().min(1).max(168)]),
  approvalMinutes: z.int().min(1).max(10_080),
  contested: z.strictObject({
    times: z.int().min(1).max(20),
    withinMinutes: z.int().min(1).max(1440),
    critical: z.enum(["revert", "stop"]),
  }),
  exemptions: z.strictObject({
    maximumDays: z.int().min(1).max(3650),
    undoHours: z.int().min(1),
    warnHours: z.int().min(0),
    tagKeys: z.array(z.string().min(1).max(128)),
  }),
  undoIamRights: z.boolean(),
  invokersMay: z.enum([...roles, "off"]),
  notices: z.strictObject({
    slack: Threshold,
    email: Threshold,
    emailAddresses: z.array(z.email()),
    webhook: Threshold,
    gatherSeconds: z.int().min(0).max(300),
  }),
  parameters: z.record(z.string(), z.record(z.string(), z.unknown())),
});

export class ConfigError extends Error {
  override name = "ConfigError";
}

/** Why a detection without a response has no other mode. */
export const MONITOR_ONLY = "can't be put right: mode monitor only";

/** What has to be known of a detection to check choices for it. */
interface Known {
  id: string;
  parameters: z.ZodType;
  response?: unknown;
}

/**
 * Checks the operator's choices: their form, that the detections they name exist, and that these can follow them.
 *
 * @param detections the known detections, with the schemas of their parameters
 * @throws ConfigError naming each choice that is wrong
 */
export function parseConfig(config: unknown, detections: readonly Known[]): Config {
  const parsed = Config.safeParse(config);
  if (!parsed.success) throw new ConfigError(`snapback.config.ts:\n${z.prettifyError(parsed.error)}`);
  const problems = contradictions(parsed.data, new Map(detections.map((known) => [known.id, known])));
  if (problems.length > 0) throw new ConfigError(`snapback.config.ts:\n${problems.join("\n")}`);
  return parsed.data;
}

/** What is wrong though its form is right. */
function contradictions(config: Config, detections: ReadonlyMap<string, Known>): string[] {
  const { modes, parameters, exemptions } = config;
  const problems = Object.keys({ ...modes, ...parameters }).flatMap((id) =>
    detections.has(id) ? [] : [`there is no detection ${id}`],
  );
  for (const [id, choice] of Object.entries(modes)) {
    const known = detections.get(id);
    const chosen = typeof choice === "string" ? [choice] : [choice.mode, ...Object.values(choice.accounts)];
    const acts = chosen.some((mode) => mode !== undefined && mode !== "monitor");
    if (known && known.response === undefined && acts) problems.push(`modes: ${id} ${MONITOR_ONLY}`);
  }
  for (const [id, given] of Object.entries(parameters)) {
    const known = detections.get(id);
    const filled = known && fillIn(known.parameters, given);
    if (filled && "problem" in filled) problems.push(`parameters of ${id}: ${filled.problem}`);
  }
  if (exemptions.undoHours > exemptions.maximumDays * 24) {
    problems.push(
      `exemptions: undoHours (${exemptions.undoHours}) is more than maximumDays (${exemptions.maximumDays}) allows`,
    );
  }
  return problems;
}

/** The regions whose events are watched: the named ones, the home region, and us-east-1, where IAM and other global services report. */
export function watchedRegions({ home, regions }: Pick<Config, "home" | "regions">): [string, ...string[]] {
  const others = new Set([...regions, "us-east-1"]);
  others.delete(home);
  return [home, ...[...others].toSorted()];
}
