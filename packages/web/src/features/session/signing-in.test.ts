import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONSOLE, EMAIL, settings, type TestCognito, testCognito } from "./test-cognito.ts";
import { openTab, signedIn } from "./test-tab.ts";

let cognito: TestCognito;
beforeEach(async () => {
  cognito = await testCognito();
});
afterEach(() => cognito.close());

describe("signing in", () => {
  it("leaves for Cognito with a challenge, and comes back to where the person was", async () => {
    const tab = openTab(cognito, "/findings/fnd_1?state=open#plan");
    const leaving = await tab.load();
    expect(leaving.state()).toEqual({ kind: "under-way" });
    expect(tab.left()?.origin).toBe(settings.domain);
    const query = Object.fromEntries(tab.left()?.searchParams ?? []);
    expect(query).toMatchObject({
      response_type: "code",
      client_id: settings.clientId,
      redirect_uri: `${CONSOLE}/signed-in`,
      scope: "openid email",
      code_challenge_method: "S256",
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      state: expect.stringMatching(/^[\w-]{43}$/),
    });

    await tab.signInThere();
    expect(tab.path()).toMatch(/^\/signed-in\?/);
    const session = await tab.load();
    expect(session.state()).toEqual({ kind: "signed-in", name: EMAIL });
    expect(tab.path()).toBe("/findings/fnd_1?state=open#plan");
    expect((await session.send("/api/health")).status).toBe(200);
  });

  it("keeps the refresh token and nothing else", async () => {
    const { tab } = await signedIn(cognito);
    expect([...tab.storage.items.values()]).toEqual([...cognito.refreshTokens]);
  });

  it("takes new random values each time", async () => {
    const queries = await Promise.all(
      ["/", "/"].map(async (path) => {
        const tab = openTab(cognito, path);
        await tab.load();
        return tab.left()?.searchParams;
      }),
    );
    for (const name of ["state", "nonce", "code_challenge"])
      expect(queries[0]?.get(name)).not.toBe(queries[1]?.get(name));
  });

  it("goes on with what is kept when the page is loaded again", async () => {
    const { tab } = await signedIn(cognito, "/findings/fnd_1");
    const again = await tab.load();
    expect(again.state()).toEqual({ kind: "signed-in", name: EMAIL });
    expect(tab.left()).toBeUndefined();
    expect(tab.path()).toBe("/findings/fnd_1");
    expect((await again.send("/api/health")).status).toBe(200);
  });

  it("keeps the next refresh token where Cognito changes it with each use", async () => {
    const { tab } = await signedIn(cognito);
    cognito.faults.rotate = true;
    await tab.load();
    expect((await tab.load()).state()).toMatchObject({ kind: "signed-in" });
  });

  it("begins anew when what is kept has expired", async () => {
    const { tab } = await signedIn(cognito, "/findings/fnd_1");
    cognito.expireAll();
    await tab.load();
    expect(tab.left()?.pathname).toBe("/oauth2/authorize");
    await tab.signInThere();
    expect((await tab.load()).state()).toMatchObject({ kind: "signed-in" });
    expect(tab.path()).toBe("/findings/fnd_1");
  });

  it("waits for a person, with what is kept, while Cognito can't be reached", async () => {
    const { tab } = await signedIn(cognito, "/findings/fnd_1");
    cognito.faults.down = 503;
    const session = await tab.load();
    expect(session.state()).toMatchObject({ kind: "failed" });
    expect(tab.left()).toBeUndefined();
    cognito.faults.down = 0;
    await session.begin();
    expect(session.state()).toEqual({ kind: "signed-in", name: EMAIL });
  });
});
