import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONSOLE, EMAIL, type TestCognito, testCognito } from "./test-cognito.ts";
import { memoryStorage, openTab, signedIn, type TestTab } from "./test-tab.ts";

let cognito: TestCognito;
beforeEach(async () => {
  cognito = await testCognito();
});
afterEach(() => cognito.close());

describe("a sign-in that does not count", () => {
  /** Comes back from Cognito after something was changed in the tab. */
  async function arrival(change: (tab: TestTab, query: URLSearchParams) => void) {
    const tab = openTab(cognito, "/findings/fnd_1");
    await tab.load();
    await tab.signInThere();
    const address = new URL(tab.path(), CONSOLE);
    change(tab, address.searchParams);
    tab.go(address);
    const session = await tab.load();
    const state = session.state();
    return { tab, session, reason: state.kind === "failed" ? state.reason : state.kind };
  }

  const journey = "snapback.departure";
  const rewrite = (changed: Record<string, string>) => (tab: TestTab) =>
    tab.storage.setItem(
      journey,
      JSON.stringify({ ...JSON.parse(tab.storage.getItem(journey) ?? ""), ...changed }),
    );

  it.each<[string, (query: URLSearchParams) => void]>([
    ["another state", (query) => query.set("state", "guessed")],
    ["no state", (query) => query.delete("state")],
    ["two states", (query) => query.append("state", "guessed")],
    ["another issuer", (query) => query.set("iss", "https://evil.example")],
  ])("has %s: its code is not even tried", async (_, change) => {
    const { tab, reason } = await arrival((_tab, query) => change(query));
    expect(reason).toContain("does not fit what was asked");
    expect(cognito.asked("POST /oauth2/token")).toBe(0);
    expect(tab.path()).toBe("/findings/fnd_1");
  });

  it.each<[string, string | undefined]>([
    ["was begun by nobody in this tab", undefined],
    ["was begun by something unreadable", "{"],
    ["lacks its verifier", '{"state":"s","nonce":"n","from":"/"}'],
    ["was begun by a list", "[]"],
  ])("%s", async (_, kept) => {
    const { tab, reason } = await arrival(({ storage }) => {
      storage.items.clear();
      if (kept !== undefined) storage.setItem(journey, kept);
    });
    expect(reason).toContain("no sign-in under way");
    expect(cognito.asked("POST /oauth2/token")).toBe(0);
    expect(tab.path()).toBe("/");
  });

  it("has another verifier than the challenge was made from", async () => {
    const { tab, reason } = await arrival(rewrite({ verifier: "v".repeat(43) }));
    expect(reason).toBe("The sign-in service said no (invalid_grant).");
    expect(tab.storage.items.size).toBe(0);
  });

  it("has a code that was used before", async () => {
    const first = openTab(cognito, "/");
    await first.load();
    await first.signInThere();
    const copy = openTab(cognito, first.path(), memoryStorage());
    for (const [key, value] of first.storage.items) copy.storage.setItem(key, value);
    await first.load();
    expect((await copy.load()).state()).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("invalid_grant"),
    });
  });

  it.each([
    ["another nonce", { nonce: "other" }],
    ["no nonce", { nonce: undefined }],
    ["another client", { aud: "9other" }],
    ["another issuer", { iss: "https://evil.example" }],
    ["a time long past", { exp: 1 }],
  ])("has an ID token with %s", async (_, wrong) => {
    cognito.claim(wrong);
    const { reason } = await arrival(() => {});
    expect(reason).toContain("does not fit what was asked");
  });

  it("says no, and what the address says of it is shortened and harmless to look at", async () => {
    cognito.faults.deny = `<img src=x onerror=alert(1)>\u202e${"x".repeat(1000)}`;
    const { tab, session, reason } = await arrival(() => {});
    expect(reason).toMatch(
      /^The sign-in service said no \(access_denied: <img src=x onerror=alert\(1\)>\[U\+202E\]x+\)\.$/,
    );
    expect(reason.length).toBeLessThan(400);
    expect(tab.path()).toBe("/findings/fnd_1");

    cognito.faults.deny = "";
    await session.begin();
    await tab.signInThere();
    expect((await tab.load()).state()).toMatchObject({ kind: "signed-in" });
    expect(tab.path()).toBe("/findings/fnd_1");
  });

  it("comes back while Cognito has trouble", async () => {
    const { reason } = await arrival(() => {
      cognito.faults.down = 503;
    });
    expect(reason).toBe("The sign-in service can't be reached, or has trouble.");
  });

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "javascript:alert(1)",
    `${CONSOLE}/signed-in?code=1`,
    "",
  ])("leads to the front page, and not to %s", async (from) => {
    const { tab, reason } = await arrival(rewrite({ from }));
    expect(reason).toBe("signed-in");
    expect(tab.path()).toBe("/");
  });

  it("comes from somebody else's link: who is signed in stays who they are", async () => {
    const { tab } = await signedIn(cognito);
    const exchanges = cognito.asked("POST /oauth2/token");
    tab.go(new URL("/signed-in?code=theirs&state=theirs", CONSOLE));
    const session = await tab.load();
    expect(session.state()).toEqual({ kind: "signed-in", name: EMAIL });
    expect(tab.path()).toBe("/");
    // The one request is the refresh.
    expect(cognito.asked("POST /oauth2/token")).toBe(exchanges + 1);
  });

  it("can't be kept where the browser refuses storage, and says so", async () => {
    const refuse = () => {
      throw new Error("SecurityError");
    };
    const storage = { ...memoryStorage(), getItem: refuse, setItem: refuse, removeItem: refuse };
    const tab = openTab(cognito, "/", storage);
    await tab.load();
    await tab.signInThere();
    expect((await tab.load()).state()).toMatchObject({
      kind: "failed",
      reason: expect.stringContaining("your browser keeps nothing"),
    });
  });
});
