import type { Departure } from "./cognito.ts";

const REFRESH_TOKEN = "snapback.refresh-token";
const DEPARTURE = "snapback.departure";

/** A sign-in under way, and the address in the console to come back to. */
export interface Journey extends Departure {
  from: string;
}

/**
 * What outlives a page: the refresh token, and a sign-in under way.
 *
 * It is kept in sessionStorage. Kept in memory alone, every reload in the middle of an incident would go by Cognito, and
 * after its hour-long session ask for password and second factor again. In localStorage it would outlive the tab, and
 * be every tab's. A cookie that scripts can't read would be best, but takes a server of ours that holds tokens and has to
 * be defended against forged requests. A script in the page could use what is here; against that stand the
 * Content-Security-Policy, which admits none, Cognito's revocation at sign-out, and the token's few hours of life. The
 * access token is in memory alone.
 */
export function openKept(storage: Pick<Storage, "getItem" | "setItem" | "removeItem">) {
  /** Browsers can refuse storage: then a session lasts as long as the page. */
  const attempt = <Value>(access: () => Value): Value | undefined => {
    try {
      return access();
    } catch {
      return undefined;
    }
  };
  let unkept: string | undefined;
  return {
    refreshToken: (): string | undefined => attempt(() => storage.getItem(REFRESH_TOKEN)) ?? unkept,
    keepRefreshToken(token: string): void {
      unkept = token;
      attempt(() => storage.setItem(REFRESH_TOKEN, token));
    },
    forgetRefreshToken(): void {
      unkept = undefined;
      attempt(() => storage.removeItem(REFRESH_TOKEN));
    },
    keepJourney(journey: Journey): void {
      attempt(() => storage.setItem(DEPARTURE, JSON.stringify(journey)));
    },
    /** The journey that ends here: it can't be ended twice. */
    takeJourney(): Journey | undefined {
      const text = attempt(() => storage.getItem(DEPARTURE));
      attempt(() => storage.removeItem(DEPARTURE));
      const journey: unknown = text ? attempt(() => JSON.parse(text)) : undefined;
      return isJourney(journey) ? journey : undefined;
    },
  };
}

function isJourney(value: unknown): value is Journey {
  if (typeof value !== "object" || value === null) return false;
  const fields = new Map<string, unknown>(Object.entries(value));
  return ["state", "nonce", "verifier", "from"].every((name) => typeof fields.get(name) === "string");
}
