import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CONSOLE, EMAIL, settings, type TestCognito, testCognito } from "./test-cognito.ts";
import { openTab, signedIn } from "./test-tab.ts";

let cognito: TestCognito;
beforeEach(async () => {
  cognito = await testCognito();
});
afterEach(() => cognito.close());

describe("a session", () => {
  it("sends requests as they are, in the person's name", async () => {
    const { session } = await signedIn(cognito);
    const request = { method: "POST", headers: { "content-type": "application/json" }, body: '{"a":1}' };
    const answer = await session.send("/api/findings?limit=1", request);
    expect(await answer.json()).toEqual({
      method: "POST",
      query: { limit: "1" },
      body: '{"a":1}',
      type: "application/json",
    });
  });

  it("renews a token that has expired once, for all requests that it fails", async () => {
    const { session } = await signedIn(cognito);
    cognito.expireAccess();
    const before = cognito.asked("POST /oauth2/token");
    const request = { method: "POST", body: "again" };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => session.send("/api/findings", request)),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await answers[4]?.json()).toMatchObject({ method: "POST", body: "again" });
    expect(cognito.asked("POST /oauth2/token")).toBe(before + 1);
    expect(session.state()).toEqual({ kind: "signed-in", name: EMAIL });
  });

  it("has expired when its refresh token has, and sends nothing more", async () => {
    const { tab, session } = await signedIn(cognito, "/findings/fnd_1");
    const states: string[] = [];
    session.subscribe(() => states.push(session.state().kind));
    cognito.expireAll();
    expect((await session.send("/api/findings")).status).toBe(401);
    expect(session.state()).toEqual({ kind: "expired", name: EMAIL });
    expect(states).toEqual(["expired"]);
    expect(tab.storage.items.size).toBe(0);
    expect(tab.left()).toBeUndefined();

    const before = cognito.requests.length;
    expect((await session.send("/api/findings")).status).toBe(401);
    expect(cognito.requests.length).toBe(before);

    await session.signIn();
    await tab.signInThere();
    expect((await tab.load()).state()).toEqual({ kind: "signed-in", name: EMAIL });
    expect(tab.path()).toBe("/findings/fnd_1");
  });

  it("has expired when the API refuses even a new token", async () => {
    const { session } = await signedIn(cognito);
    cognito.faults.api = 401;
    const before = cognito.asked("POST /oauth2/token");
    expect((await session.send("/api/findings")).status).toBe(401);
    expect(session.state()).toEqual({ kind: "expired", name: EMAIL });
    expect(cognito.asked("POST /oauth2/token")).toBe(before + 1);
    expect(cognito.asked("GET /api/findings")).toBe(2);
  });

  it.each([503, 429])("outlasts a while in which Cognito answers %i", async (status) => {
    const { session } = await signedIn(cognito);
    cognito.expireAccess();
    cognito.faults.down = status;
    await expect(session.renew()).rejects.toThrow("response");
    expect(session.state()).toEqual({ kind: "signed-in", name: EMAIL });
    cognito.faults.down = 0;
    expect((await session.send("/api/findings")).status).toBe(200);
  });

  it.each([403, 404, 500])("leaves an answer of %i to who asked", async (status) => {
    const { session } = await signedIn(cognito);
    cognito.faults.api = status;
    const before = cognito.asked("POST /oauth2/token");
    expect((await session.send("/api/findings")).status).toBe(status);
    expect(cognito.asked("POST /oauth2/token")).toBe(before);
    expect(session.state()).toEqual({ kind: "signed-in", name: EMAIL });
  });

  it("sends nothing before somebody is signed in", async () => {
    const session = await openTab(cognito, "/").load();
    expect((await session.send("/api/findings")).status).toBe(401);
    expect(cognito.asked("GET /api/findings")).toBe(0);
  });

  it("ends at sign-out: here, its refresh token, and at Cognito", async () => {
    const { tab, session } = await signedIn(cognito, "/findings/fnd_1");
    await session.signOut();
    expect(tab.storage.items.size).toBe(0);
    expect(cognito.refreshTokens.size).toBe(0);
    expect((await session.send("/api/findings")).status).toBe(401);
    const logout = tab.left();
    expect(`${logout?.origin}${logout?.pathname}`).toBe(`${settings.domain}/logout`);
    expect(Object.fromEntries(logout?.searchParams ?? [])).toEqual({
      client_id: settings.clientId,
      logout_uri: `${CONSOLE}/`,
    });
  });

  it("ends here even where its refresh token can't be revoked", async () => {
    const { tab, session } = await signedIn(cognito);
    await cognito.close();
    await session.signOut();
    expect(tab.storage.items.size).toBe(0);
    expect(tab.left()?.pathname).toBe("/logout");
  });
});
