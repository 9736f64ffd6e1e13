import { openCognito } from "./cognito.ts";
import { openKept } from "./kept.ts";
import { createSession, type Session } from "./session.ts";
import { readSettings } from "./settings.ts";

/**
 * This tab's session, which is still to begin; `undefined` on a laptop, where nobody signs in.
 *
 * @throws SettingsError where it can't be said which of the two it is
 */
export async function openSession(): Promise<Session | undefined> {
  const { signIn } = await readSettings();
  if (signIn.kind === "none") return undefined;
  const fetcher: typeof fetch = (input, init) => fetch(input, init);
  return createSession({
    cognito: openCognito(signIn, location.origin, fetcher),
    kept: openKept(storage()),
    tab: {
      address: () => new URL(location.href),
      show: (url) => history.replaceState(null, "", url),
      leave: (url) => location.assign(url),
    },
    fetch: fetcher,
  });
}

/** Where a browser refuses storage, even to ask for it is an error. */
function storage(): Pick<Storage, "getItem" | "setItem" | "removeItem"> {
  try {
    return sessionStorage;
  } catch {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
}
