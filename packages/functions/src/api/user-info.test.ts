import { inspect } from "node:util";
import { serveLocally } from "@snapback/local/server";
import { Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";
import { openTestApi } from "../../test/api.ts";
import { testUserPool } from "../../test/user-pool.ts";
import { openNames } from "./user-info.ts";

const pool = testUserPool();
const { sub, username } = pool.accessClaims();
const token = pool.token({ "cognito:groups": ["responder"] });
const info = { sub, email: "somebody@example.com", email_verified: "true", username };

/** The user pool's userInfo endpoint on loopback, the names that it gives, and what was asked and logged. */
async function userInfo(answer: () => Response | Promise<Response>, patienceMs?: number) {
  const asked: (string | undefined)[] = [];
  const logged: unknown[][] = [];
  const keep = (...line: unknown[]) => void logged.push(line);
  const site = new Hono()
    .get("/oauth2/userInfo", (c) => {
      asked.push(c.req.header("authorization"));
      return answer();
    })
    .get("/elsewhere", () => Response.json(info));
  const { url, close } = await serveLocally(site, 0);
  onTestFinished(close);
  const log = { debug: keep, info: keep, warn: keep, error: keep };
  const nameOf = openNames(url, log, patienceMs === undefined ? {} : { patienceMs });
  return { asked, logged, close, nameOf, name: () => nameOf({ sub, username }, token) };
}

describe("somebody's name", () => {
  it("is the address that the user pool has verified, asked for once", async () => {
    const { asked, logged, name, nameOf } = await userInfo(() => Response.json(info));
    expect([await name(), await name()]).toEqual(["somebody@example.com", "somebody@example.com"]);
    expect(asked).toEqual([`Bearer ${token}`]);
    expect(logged).toEqual([]);
    expect(await nameOf({ sub: "another", username: "u-2" }, token)).toBe("u-2");
  });

  it("may come with the truth of it as JSON has it, too", async () => {
    const { name } = await userInfo(() => Response.json({ ...info, email_verified: true }));
    expect(await name()).toBe("somebody@example.com");
  });

  it.each<[string, () => Response | Promise<Response>]>([
    ["refuses the token", () => Response.json({ error: "invalid_token" }, { status: 401 })],
    ["has an error, whatever is in it", () => Response.json(info, { status: 500 })],
    ["answers with something else", () => new Response("<html>")],
    ["tells of somebody else", () => Response.json({ ...info, sub: "another" })],
    ["has not verified the address", () => Response.json({ ...info, email_verified: "false" })],
    ["does not say whether it has", () => Response.json({ ...info, email_verified: undefined })],
    ["has no address", () => Response.json({ ...info, email: undefined })],
    ["has an address that is none", () => Response.json({ ...info, email: "\u001b[2Jadmin@example.com" })],
    [
      "sends the token elsewhere",
      () => new Response(null, { status: 302, headers: { Location: "/elsewhere" } }),
    ],
  ])("is the opaque one where the user pool %s", async (_, answer) => {
    const { name, logged } = await userInfo(answer);
    expect(await name()).toBe(username);
    expect(logged).toMatchObject([["api.name-unknown", { error: expect.any(Error) }]]);
    const text = inspect(logged, { depth: Number.POSITIVE_INFINITY });
    for (const part of token.split(".")) expect(text).not.toContain(part);
  });

  it("is the opaque one where nothing answers, or not in time", async () => {
    const silent = await userInfo(() => new Promise(() => {}), 20);
    expect(await silent.name()).toBe(username);
    const gone = await userInfo(() => Response.json(info));
    await gone.close();
    expect(await gone.name()).toBe(username);
    expect(gone.logged).toHaveLength(1);
  });

  it("is asked for again after it could not be had", async () => {
    const answers = [Response.json({}, { status: 500 }), Response.json(info)];
    const { name } = await userInfo(() => answers.shift() ?? Response.json({}, { status: 500 }));
    expect([await name(), await name(), await name()]).toEqual([username, info.email, info.email]);
  });
});

it("goes on record with a change, and is not asked for by who only reads", async () => {
  const { asked, nameOf } = await userInfo(() => Response.json(info));
  const test = await openTestApi({ signIn: pool.signIn(undefined, nameOf) });
  onTestFinished(test.close);
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  for (const method of ["GET", "HEAD"]) await test.api.request("/api/settings", { method, headers });
  expect(asked).toEqual([]);
  const paused = { method: "POST", headers, body: JSON.stringify({ reason: "x" }) };
  expect((await test.api.request("/api/pause", paused)).status).toBe(200);
  expect(asked).toHaveLength(1);
  expect(await test.ledger.latest("settings")).toMatchObject({
    by: { kind: "person", name: "somebody@example.com", id: sub },
  });
});
