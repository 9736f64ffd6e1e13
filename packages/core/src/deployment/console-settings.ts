/**
 * What the console reads when it starts, from `/_config/settings.json`: the same build serves the laptop and every stage.
 */
export interface ConsoleSettings {
  signIn: { kind: "none" } | CognitoSettings;
}

export interface CognitoSettings {
  kind: "cognito";
  /** As the user pool's tokens name it. */
  issuer: string;
  /** The origin of the pool's sign-in pages, without a slash at the end. */
  domain: string;
  clientId: string;
}

export class ConsoleSettingsError extends Error {
  override name = "ConsoleSettingsError";
}

/**
 * By hand, and not with zod: the console loads nothing else of it, and zod's trial of `new Function` would be reported
 * as a violation of the Content-Security-Policy.
 *
 * @throws ConsoleSettingsError where the console could not work with them
 */
export function parseConsoleSettings(settings: unknown): ConsoleSettings {
  const signIn = fieldsOf(fieldsOf(settings).get("signIn"));
  const kind = signIn.get("kind");
  if (kind === "none") return { signIn: { kind } };
  if (kind !== "cognito") throw new ConsoleSettingsError("signIn.kind is neither none nor cognito");
  const clientId = signIn.get("clientId");
  if (typeof clientId !== "string" || clientId === "")
    throw new ConsoleSettingsError("signIn.clientId is no text");
  const issuer = httpsUrl(signIn, "issuer").href;
  const domain = httpsUrl(signIn, "domain");
  if (signIn.get("domain") !== domain.origin) throw new ConsoleSettingsError("signIn.domain is no origin");
  return { signIn: { kind, issuer, domain: domain.origin, clientId } };
}

function fieldsOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === "object" && value !== null ? Object.entries(value) : []);
}

function httpsUrl(fields: ReadonlyMap<string, unknown>, name: string) {
  const text = fields.get(name);
  const url = typeof text === "string" && URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== "https:") throw new ConsoleSettingsError(`signIn.${name} is no https address`);
  return url;
}
