import { ResponseBodyError } from "oauth4webapi";
import { type openCognito, SIGNED_IN_PATH, type Tokens } from "./cognito.ts";
import type { openKept } from "./kept.ts";
import { reasonOf } from "./sign-in-failure.ts";

export type SessionState =
  /** On the way: to Cognito, back from it, or with a token that is being renewed. */
  | { kind: "under-way" }
  | { kind: "signed-in"; name: string }
  /** Neither API nor Cognito takes the person's tokens any more. What they see stays until they sign in again. */
  | { kind: "expired"; name: string }
  | { kind: "failed"; reason: string };

/** The browser's tab, as far as a session moves it. */
export interface Tab {
  address: () => URL;
  /** Shows another address of the console without loading it. */
  show: (url: URL) => void;
  /** Leaves the console. */
  leave: (url: URL) => void;
}

export interface SessionDeps {
  cognito: ReturnType<typeof openCognito>;
  kept: ReturnType<typeof openKept>;
  tab: Tab;
  fetch: typeof fetch;
}

export type Session = ReturnType<typeof createSession>;

/** One person's session in one tab. `begin` starts it. */
export function createSession({ cognito, kept, tab, fetch }: SessionDeps) {
  let state: SessionState = { kind: "under-way" };
  let access: string | undefined;
  let renewing: Promise<void> | undefined;
  const listeners = new Set<() => void>();

  function become(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function nameNow(): string {
    return state.kind === "signed-in" || state.kind === "expired" ? state.name : "Signed in";
  }

  function adopt(tokens: Tokens): void {
    access = tokens.access;
    if (tokens.refresh !== undefined) kept.keepRefreshToken(tokens.refresh);
    become({ kind: "signed-in", name: tokens.name ?? nameNow() });
  }

  function expire(): void {
    access = undefined;
    kept.forgetRefreshToken();
    become({ kind: "expired", name: nameNow() });
  }

  async function refresh(): Promise<void> {
    const token = kept.refreshToken();
    if (token === undefined) return expire();
    try {
      adopt(await cognito.refresh(token));
    } catch (error) {
      // Cognito's word that the token is of no use. Anything else, such as a cut line or too many requests, passes.
      if (!(error instanceof ResponseBodyError) || error.status === 429) throw error;
      expire();
    }
  }

  /** Requests that are refused together are renewed together. */
  function renew(): Promise<void> {
    renewing ??= refresh().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function depart(): Promise<void> {
    become({ kind: "under-way" });
    const from = tab.address().href;
    const { url, departure } = await cognito.departure();
    kept.keepJourney({ ...departure, from });
    tab.leave(url);
  }

  /** Back from Cognito. The code leaves the address first, and the person is where they were. */
  async function arrive(address: URL): Promise<void> {
    const journey = kept.takeJourney();
    tab.show(ownAddress(journey?.from, address));
    // A link that somebody else made, or a page that was loaded again.
    if (!journey) return kept.refreshToken() === undefined ? fail(undefined) : resume();
    adopt(await cognito.exchange(address.searchParams, journey));
  }

  async function resume(): Promise<void> {
    await renew();
    if (state.kind === "expired") await depart();
  }

  function fail(error: unknown): void {
    become({ kind: "failed", reason: reasonOf(error) });
  }

  /** Ends a sign-in that comes back, goes on with what is kept, or begins a sign-in. */
  async function begin(): Promise<void> {
    become({ kind: "under-way" });
    const address = tab.address();
    try {
      if (address.pathname === SIGNED_IN_PATH) await arrive(address);
      else if (kept.refreshToken() === undefined) await depart();
      else await resume();
    } catch (error) {
      fail(error);
    }
  }

  async function signOut(): Promise<void> {
    const token = kept.refreshToken();
    access = undefined;
    kept.forgetRefreshToken();
    become({ kind: "under-way" });
    // A token that can't be revoked now is one that nobody has any more.
    if (token !== undefined) await cognito.revoke(token).catch(() => {});
    tab.leave(cognito.signOutUrl());
  }

  /**
   * Sends a request to the API in the person's name. A token that is refused is renewed once; one that then is refused
   * again, or can't be renewed, ends the session, and no more requests leave.
   */
  async function send(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const withToken = (token: string) => {
      const headers = new Headers(init?.headers);
      headers.set("Authorization", `Bearer ${token}`);
      return fetch(input, { ...init, headers });
    };
    const used = access;
    if (used === undefined) return new Response(null, { status: 401 });
    const answer = await withToken(used);
    if (answer.status !== 401) return answer;
    // Another request may have renewed it meanwhile.
    if (access === used) await renew();
    if (access === undefined) return answer;
    const second = await withToken(access);
    if (second.status === 401) expire();
    return second;
  }

  return {
    state: () => state,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    begin,
    signIn: () => depart().catch(fail),
    renew,
    signOut,
    send,
  };
}

/** An address of this console; what is none of its own leads to its front page. */
function ownAddress(from: string | undefined, { origin }: URL): URL {
  const front = new URL("/", origin);
  const url = from !== undefined && URL.canParse(from) ? new URL(from) : front;
  return url.origin === origin && url.pathname !== SIGNED_IN_PATH ? url : front;
}
