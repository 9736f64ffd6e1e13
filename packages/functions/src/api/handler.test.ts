import type { APIGatewayProxyEventV2 } from "aws-lambda";
import type { LambdaEvent } from "hono/aws-lambda";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openTestApi, type TestApi } from "../../test/api.ts";
import { testUserPool } from "../../test/user-pool.ts";
import { createApiHandler } from "./handler.ts";

const pool = testUserPool();
let handler: ReturnType<typeof createApiHandler>;
let t: TestApi;
beforeAll(async () => {
  t = await openTestApi({ region: "eu-central-1", signIn: pool.signIn() });
  handler = createApiHandler(t.deps);
});
afterAll(() => t.close());

/**
 * What an HTTP API sends, payload format 2.0. Header names come in lower case; what its authorizer read of the token is
 * in the event, and must not be believed.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
function event(rawPath: string, token?: string, rawQueryString = "", body?: string): LambdaEvent {
  const claims = { sub: "s", "cognito:groups": "[admin]", token_use: "access" };
  const requestContext = {
    accountId: "111122223333",
    apiId: "a1b2c3d4e5",
    authorizer: { jwt: { claims, scopes: null }, principalId: "", integrationLatency: 0 },
    domainName: "a1b2c3d4e5.execute-api.eu-central-1.amazonaws.com",
    domainPrefix: "a1b2c3d4e5",
    http: {
      method: "GET",
      path: rawPath,
      protocol: "HTTP/1.1",
      sourceIp: "203.0.113.7",
      userAgent: "Mozilla/5.0",
    },
    requestId: "JKJaXmPLvHcESHA=",
    routeKey: "$default",
    stage: "$default",
    time: "23/Nov/2026:08:00:00 +0000",
    timeEpoch: 1795420800000,
  };
  const sent: APIGatewayProxyEventV2 = {
    version: "2.0",
    routeKey: "$default",
    rawPath,
    rawQueryString,
    headers: {
      accept: "application/json",
      "content-length": "0",
      host: requestContext.domainName,
      "user-agent": "Mozilla/5.0",
      "x-amzn-trace-id": "Root=1-6743ad40-0123456789abcdef01234567",
      "x-forwarded-for": "203.0.113.7",
      "x-forwarded-port": "443",
      "x-forwarded-proto": "https",
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
    },
    requestContext,
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
  // Hono's type of it wants some fields that API Gateway leaves out.
  return JSON.parse(JSON.stringify(sent));
}

async function invoke(...sent: Parameters<typeof event>) {
  const { body, ...result } = await handler(event(...sent));
  const parsed: unknown = JSON.parse(body);
  return { ...result, body: parsed };
}

describe("the API behind API Gateway", () => {
  it("answers who is signed in", async () => {
    expect(await invoke("/api/health", pool.token())).toMatchObject({
      statusCode: 200,
      isBase64Encoded: false,
      headers: { "content-type": "application/json", "cache-control": "no-store" },
      body: { status: "ok", account: "111122223333", region: "eu-central-1" },
    });
  });

  it("reads the query, and what the table has", async () => {
    expect(await invoke("/api/findings", pool.token(), "limit=3&where=state%3Dopen")).toMatchObject({
      statusCode: 200,
      body: { findings: [] },
    });
    expect(await invoke("/api/findings", pool.token(), "limit=0")).toMatchObject({ statusCode: 400 });
    expect(await invoke("/api/findings/fnd_0", pool.token())).toMatchObject({ statusCode: 404 });
  });

  it("believes the token alone, not what the authorizer says it read", async () => {
    const problem = { "content-type": "application/problem+json", "cache-control": "no-store" };
    const headers = { ...problem, "www-authenticate": "Bearer" };
    expect(await invoke("/api/health")).toMatchObject({ statusCode: 401, headers });
    expect(await invoke("/api/health", pool.token({ exp: 1 }))).toMatchObject({ statusCode: 401 });
    const inNoGroup = pool.token({ "cognito:groups": undefined });
    expect(await invoke("/api/health", inNoGroup)).toMatchObject({ statusCode: 403, headers: problem });
  });

  it("answers what is no request, and lets nobody keep that either", async () => {
    const told = vi.spyOn(console, "error").mockReturnValue(undefined);
    expect(await invoke("/api/health", pool.token(), "", "hello")).toMatchObject({
      statusCode: 400,
      headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
      body: { title: "Invalid request", status: 400 },
    });
    expect(told).toHaveBeenCalledOnce();
    told.mockRestore();
  });
});

describe("the API behind a direct call", () => {
  const caller = { arn: "arn:aws:sts::111122223333:assumed-role/Admin/somebody" };
  const call = async (method: "GET" | "POST", path: string, body?: string) =>
    handler({
      snapback: 1,
      request: {
        method,
        path,
        headers: { "content-type": "application/json" },
        ...(body !== undefined && { body }),
      },
      caller,
    });

  it("answers whoever may call the function, in the name that the caller gives", async () => {
    expect(await call("GET", "/api/health")).toMatchObject({ statusCode: 200 });
    const paused = await call("POST", "/api/pause", JSON.stringify({ reason: "a migration" }));
    expect(paused).toMatchObject({ statusCode: 200, headers: { "cache-control": "no-store" } });
    const by = { kind: "person", name: "iam:assumed-role/Admin/somebody", id: `iam:${caller.arn}` };
    expect(await t.ledger.latest("settings")).toMatchObject({
      by,
      what: "paused automatic changes: a migration",
    });
  });

  it.each([
    ["viewer", 200, 403],
    ["responder", 200, 200],
  ] as const)(
    "lets them do what a %s may, where the operator chose that",
    async (invokersMay, read, paused) => {
      const theirs = createApiHandler({ ...t.deps, config: { ...t.deps.config, invokersMay } });
      const ask = (method: "GET" | "POST", path: string, body: { body?: string }) =>
        theirs({
          snapback: 1,
          request: { method, path, headers: { "content-type": "application/json" }, ...body },
          caller,
        });
      expect(await ask("GET", "/api/settings", {})).toMatchObject({ statusCode: read });
      const body = JSON.stringify({ reason: "a migration" });
      expect(await ask("POST", "/api/pause", { body })).toMatchObject({ statusCode: paused });
      const cap = JSON.stringify({ automaticChangesPerHour: 1, version: 0 });
      expect(await ask("POST", "/api/settings/cap", { body: cap })).not.toMatchObject({ statusCode: 200 });
    },
  );

  it("lets nobody do anything where the operator switched it off", async () => {
    const shut = createApiHandler({ ...t.deps, config: { ...t.deps.config, invokersMay: "off" } });
    const request = { method: "GET" as const, path: "/api/health", headers: {} };
    await expect(shut({ snapback: 1, request, caller })).rejects.toThrow("invokersMay");
  });

  it("does not guess what a call means that it does not know", async () => {
    const unknown = {
      snapback: 1 as const,
      caller: { arn: "somebody" },
      request: { method: "GET" as const, path: "/api/health", headers: {} },
    };
    await expect(handler(unknown)).rejects.toThrow("none that the API knows");
  });

  it("still asks everybody else for a token", async () => {
    await call("GET", "/api/health");
    expect(await invoke("/api/health")).toMatchObject({ statusCode: 401 });
  });
});
