import { request } from "node:http";
import { parseConsoleSettings } from "@snapback/core/deployment/console-settings";
import { detections } from "@snapback/core/detections/registry";
import { localAuthorization } from "@snapback/core/person/person";
import { createApi } from "@snapback/functions/api/app";
import { openDecided, openTable } from "@snapback/functions/table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testConfig } from "../../core/test/config.ts";
import { type LocalTable, openFindingsTable } from "./findings-table.ts";
import { localSignIn, localSite, serveLocally } from "./server.ts";

let table: LocalTable;
let site: Awaited<ReturnType<typeof serveLocally>>;
beforeAll(async () => {
  table = await openFindingsTable(undefined, "us-east-1");
  const { findings, rows, heartbeats, pause, changes, channelReports } = openTable(table.table, table);
  const { ledger } = openDecided(table.settingsTable, table);
  const silent = () => {};
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  const api = createApi({
    detections,
    config: testConfig,
    findings,
    rows,
    heartbeats,
    pause,
    changes,
    channels: [],
    channelReports,
    kept: [],
    ledger,
    publish: async () => {},
    account: "1",
    region: "r",
    regions: ["r"],
    log,
    signIn: localSignIn,
    now: () => new Date(),
  });
  site = await serveLocally(localSite(api), 0);
});
afterAll(async () => {
  await site.close();
  await table.close();
});

/** A request with a Host header of its own, which fetch does not allow. */
function statusFor(host: string, origin?: string, method = "GET"): Promise<number | undefined> {
  const headers = { host, ...(origin !== undefined && { origin }) };
  return new Promise((resolve, reject) => {
    request(`${site.url}/api/health`, { headers, method }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });
}

describe("whom the laptop takes a request for", () => {
  const asked = async (headers: Record<string, string>) => {
    const answer = await fetch(`${site.url}/api/me`, { headers });
    return [answer.status, await answer.json()];
  };

  it("is an admin, or one of another role where it says so", async () => {
    expect(await asked({})).toEqual([200, { id: "local", name: "local admin", role: "admin" }]);
    for (const role of ["viewer", "responder"] as const) {
      const person = { id: `local-${role}`, name: `local ${role}`, role };
      expect(await asked({ authorization: localAuthorization(role) })).toEqual([200, person]);
    }
  });

  it("is nobody where it brings any other token", async () => {
    for (const authorization of ["Bearer x", "Bearer local-root", "local-viewer"])
      expect((await asked({ authorization }))[0]).toBe(401);
  });
});

describe("the laptop's site", () => {
  it.each(["/", "/findings/fnd_1?state=open"])(
    "has the console at %s, which may run nothing but its own files",
    async (path) => {
      const answer = await fetch(site.url + path);
      expect(answer.headers.get("content-type")).toContain("text/html");
      expect(await answer.text()).toContain("<title>Snapback");
      const policy = answer.headers.get("content-security-policy");
      expect(policy).toContain("default-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toContain("unsafe");
      expect(answer.headers.get("x-frame-options")).toBe("SAMEORIGIN");
    },
  );

  it("has the API and its description beside it", async () => {
    const health = await fetch(`${site.url}/api/health`);
    expect(await health.json()).toMatchObject({ status: "ok" });
    const description = await fetch(`${site.url}/api/openapi.json`);
    expect(await description.json()).toMatchObject({ openapi: "3.1.0" });
    const nothing = await fetch(`${site.url}/api/nothing`);
    expect(nothing.status).toBe(404);
    expect(nothing.headers.get("content-type")).toContain("problem+json");
  });

  it("lets browsers keep files that are named after their content, and no others", async () => {
    const page = await fetch(`${site.url}/`);
    const asset = /\/assets\/[\w.-]+\.js/.exec(await page.text())?.[0];
    expect((await fetch(site.url + asset)).headers.get("cache-control")).toContain("immutable");
    expect(page.headers.get("cache-control")).toBe("no-cache");
  });

  it("answers nobody who came by another name", async () => {
    expect(await statusFor("localhost:3000")).toBe(200);
    expect(await statusFor("127.0.0.1")).toBe(200);
    expect(await statusFor("evil.example")).toBe(403);
    expect(await statusFor("127.0.0.1.evil.example:3000")).toBe(403);
  });

  it("answers its own console, and no other site's pages", async () => {
    const host = "localhost:3000";
    expect(await statusFor(host, "http://localhost:3000")).toBe(200);
    for (const origin of [
      "https://evil.example",
      "https://localhost:3000",
      "http://localhost:3001",
      "http://localhost",
      "http://127.0.0.1:3000",
      "null",
      "",
    ]) {
      expect({ origin, status: await statusFor(host, origin) }).toEqual({ origin, status: 403 });
      expect(await statusFor(host, origin, "POST")).toBe(403);
    }
  });

  it("says why it keeps somebody out, as the API says anything", async () => {
    const answer = await fetch(`${site.url}/api/health`, { headers: { origin: "https://evil.example" } });
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(await answer.json()).toMatchObject({ type: "/docs#problem-not-from-here", status: 403 });
  });

  it("tells the console that nobody has to sign in here", async () => {
    const answer = await fetch(`${site.url}/_config/settings.json`);
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(parseConsoleSettings(await answer.json())).toEqual({ signIn: { kind: "none" } });
  });

  it("does not serve files from outside the console", async () => {
    const answer = await fetch(`${site.url}/..%2f..%2fpackage.json`);
    expect(await answer.text()).not.toContain("workspaces");
  });
});
