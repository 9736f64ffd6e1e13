import * as z from "zod";

/** AWS's region names, of all its partitions. */
export const Region = z.string().regex(/^[a-z]{2}(-[a-z]+){1,2}-\d{1,2}$/, "is no AWS region");

/** What a detection does with what it finds: only write it down, or put it right at once. */
export type Mode = z.infer<typeof Mode>;
export const Mode = z.enum(["monitor", "auto"]);

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
  modes: z.record(z.string(), Mode),
  parameters: z.record(z.string(), z.record(z.string(), z.unknown())),
});

export class ConfigError extends Error {
  override name = "ConfigError";
}

/**
 * Checks the operator's choices: their form, and that the detections they name exist.
 *
 * @param detections the known detections, with the schemas of their parameters
 * @throws ConfigError naming each choice that is wrong
 */
export function parseConfig(
  config: unknown,
  detections: readonly { id: string; parameters: z.ZodType }[],
): Config {
  const parsed = Config.safeParse(config);
  if (!parsed.success) throw new ConfigError(`snapback.config.ts:\n${z.prettifyError(parsed.error)}`);
  const { modes, parameters } = parsed.data;
  const known = new Map(detections.map((detection) => [detection.id, detection]));
  const problems = Object.keys({ ...modes, ...parameters }).flatMap((id) =>
    known.has(id) ? [] : [`there is no detection ${id}`],
  );
  for (const [id, choices] of Object.entries(parameters)) {
    const checked = known.get(id)?.parameters.safeParse(choices);
    if (checked?.error) problems.push(`parameters of ${id}: ${z.prettifyError(checked.error)}`);
  }
  if (problems.length > 0) throw new ConfigError(`snapback.config.ts:\n${problems.join("\n")}`);
  return parsed.data;
}

/** The regions whose events are watched: the named ones, the home region, and us-east-1, where IAM and other global services report. */
export function watchedRegions({ home, regions }: Pick<Config, "home" | "regions">): [string, ...string[]] {
  const others = new Set([...regions, "us-east-1"]);
  others.delete(home);
  return [home, ...[...others].toSorted()];
}
