import type { Log } from "@snapback/core/log";
import * as z from "zod";

/** What people call somebody whom the user pool knows by an opaque id. */
export type NameOf = (user: { sub: string; username: string }, accessToken: string) => Promise<string>;

/** OpenID Connect's standard claims; Cognito has the truth of one as text. */
const UserInfo = z.object({
  sub: z.string(),
  email: z.email().max(320),
  // An address that is not verified may be anybody's.
  email_verified: z.union([z.literal(true), z.literal("true")]),
});

const PATIENCE_MS = 2000;

class UserInfoError extends Error {
  override name = "UserInfoError";
}

/**
 * Names people by their email address, which access tokens don't carry: the user pool tells it to whoever has one. It is kept
 * while the process lives. Where it can't be had the opaque id serves, since nothing shall wait for a name.
 *
 * @param origin the user pool's domain as a URL
 */
export function openNames(origin: string, log: Log, { patienceMs = PATIENCE_MS } = {}): NameOf {
  const known = new Map<string, string>();

  /** https://docs.aws.amazon.com/cognito/latest/developerguide/userinfo-endpoint.html */
  async function ask(sub: string, accessToken: string): Promise<string> {
    const answer = await fetch(new URL("/oauth2/userInfo", origin), {
      headers: { Authorization: `Bearer ${accessToken}` },
      // A token is for the place that it was meant for.
      redirect: "error",
      signal: AbortSignal.timeout(patienceMs),
    });
    if (!answer.ok) throw new UserInfoError(`the user pool answered ${answer.status}`);
    const info = UserInfo.parse(await answer.json());
    if (info.sub !== sub) throw new UserInfoError("the user pool told of somebody else");
    known.set(sub, info.email);
    return info.email;
  }

  return async ({ sub, username }, accessToken) => {
    try {
      return known.get(sub) ?? (await ask(sub, accessToken));
    } catch (error) {
      log.warn("api.name-unknown", { error });
      return username;
    }
  };
}
