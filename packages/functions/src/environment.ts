import * as z from "zod";

/** What an operator may leave unset: a secret that nobody has set is "". */
const optional = z
  .string()
  .optional()
  .transform((text) => text?.trim() || undefined);

/** What the functions are told by their environment: what `infra/` sets, and what Lambda does. Each picks what it needs. */
export const Variables = z.object({
  AWS_REGION: z.string(),
  SNAPBACK_ACCOUNT: z.string().regex(/^\d{12}$/),
  SNAPBACK_BUS: z.string(),
  SNAPBACK_FINDINGS_TABLE: z.string(),
  /** The ARN of the role whose dry runs are heartbeats. */
  SNAPBACK_HEARTBEAT_ROLE: z.string(),
  SNAPBACK_SETTINGS_TABLE: z.string(),
  SNAPBACK_STAGE: z.string(),
  /** The watched regions, the home region first. */
  SNAPBACK_REGIONS: z.string().transform((names) => names.split(",")),
  SNAPBACK_USER_POOL: z.string().regex(/^[\w-]+_\w+$/, "is no user pool id"),
  SNAPBACK_USER_POOL_CLIENT: z.string(),
  /** The user pool's domain as a URL. Unset, people who change something are known by their ids alone. */
  SNAPBACK_SIGN_IN_DOMAIN: optional,
  /** The console's URL. */
  SNAPBACK_CONSOLE: z.string(),
  /** The ARN of the topic that mails notices. */
  SNAPBACK_NOTICES_TOPIC: optional,
  /** Which secrets somebody has set, by their names: `SlackWebhook,NoticeWebhookUrl`. */
  SNAPBACK_SECRETS_SET: z.string().transform((names) => names.split(",").filter((name) => name !== "")),
  SNAPBACK_SLACK_WEBHOOK: optional,
  SNAPBACK_WEBHOOK_URL: optional,
  SNAPBACK_WEBHOOK_SECRET: optional,
  /** The URL of the queue for what functions could not finish. */
  SNAPBACK_FUNCTION_DEAD_LETTERS: z.string(),
});

class EnvironmentError extends Error {
  override name = "EnvironmentError";
}

/**
 * Read when a function starts, so that a missing variable is an error then, and not with the first violation.
 *
 * @throws EnvironmentError naming each variable that is missing or wrong, without its value
 */
export function readEnvironment<Values>(picked: z.ZodType<Values>): Values {
  const { success, data, error } = picked.safeParse(process.env);
  if (!success) throw new EnvironmentError(`the function's environment:\n${z.prettifyError(error)}`);
  return data;
}
