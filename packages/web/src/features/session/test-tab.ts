import { expect } from "vitest";
import { openCognito } from "./cognito.ts";
import { openKept } from "./kept.ts";
import { createSession } from "./session.ts";
import { CONSOLE, EMAIL, settings, type TestCognito } from "./test-cognito.ts";

export type TestTab = ReturnType<typeof openTab>;

/** A browser's tab: its address and its storage outlive a page, whose memory does not. */
export function openTab(cognito: TestCognito, path: string, storage = memoryStorage()) {
  let address = new URL(path, CONSOLE);
  let left: URL | undefined;
  return {
    storage,
    path: () => address.pathname + address.search + address.hash,
    /** Where the page went when it left the console. */
    left: () => left,
    go: (url: URL) => {
      address = url;
    },
    /** Loads the page at the tab's address. */
    async load() {
      left = undefined;
      const session = createSession({
        cognito: openCognito(settings, CONSOLE, cognito.fetch),
        kept: openKept(storage),
        tab: {
          address: () => address,
          show: (url) => {
            expect(url.origin).toBe(CONSOLE);
            address = url;
          },
          leave: (url) => {
            left = url;
          },
        },
        fetch: cognito.fetch,
      });
      await session.begin();
      return session;
    },
    /** The person signs in at Cognito's page, which sends them back. */
    async signInThere() {
      if (left) address = await cognito.visit(left);
    },
  };
}

export function memoryStorage() {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  };
}

/** A tab whose person has just signed in. */
export async function signedIn(cognito: TestCognito, path = "/") {
  const tab = openTab(cognito, path);
  await tab.load();
  await tab.signInThere();
  const session = await tab.load();
  expect(session.state()).toEqual({ kind: "signed-in", name: EMAIL });
  return { tab, session };
}
