import { inspect } from "node:util";
import { createRoute, OpenAPIHono } from "@hono/zod-openapi";
import { may, type Role, roles } from "@snapback/core/person/person";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { openTestApi } from "../../test/api.ts";
import { testUserPool } from "../../test/user-pool.ts";
import type { Api } from "./app.ts";
import { authorize, declaredRoles, needs, type SignedIn, UndeclaredRoleError } from "./authorize.ts";
import { type SignIn, SignInUnavailableError } from "./sign-in.ts";

const pool = testUserPool();
const logged: unknown[][] = [];
const keep = (...line: unknown[]) => void logged.push(line);
const log = { debug: keep, info: keep, warn: keep, error: keep };

let api: Api;
let unavailable: Api;
let broken: Api;
const opened: (() => Promise<void>)[] = [];
async function open(signIn: SignIn): Promise<Api> {
  const test = await openTestApi({ log, signIn });
  opened.push(test.close);
  return test.api;
}
beforeAll(async () => {
  const fail = (error: Error) => async () => {
    throw error;
  };
  const cause = new Error("connect ECONNREFUSED");
  api = await open(pool.signIn());
  unavailable = await open(fail(new SignInUnavailableError("no keys", { cause })));
  broken = await open(fail(new Error("a bug")));
});
afterAll(async () => {
  for (const close of opened) await close();
});
beforeEach(() => void logged.splice(0));

const bearer = (token: string) => ({ headers: { Authorization: `Bearer ${token}` } });

/** Who may what, written down here a second time: a route that is new or asks for another role is put here on purpose. */
const NEEDED: { [route: string]: Role } = {
  "GET /api/health": "viewer",
  "GET /api/me": "viewer",
  "GET /api/overview": "viewer",
  "GET /api/openapi.json": "viewer",
  "GET /api/detections": "viewer",
  "GET /api/detections/:id": "viewer",
  "GET /api/findings": "viewer",
  "GET /api/findings/:id": "viewer",
  "GET /api/findings/:id/records/:eventId": "viewer",
  "POST /api/findings/:id/approve": "responder",
  "POST /api/findings/:id/reject": "responder",
  "POST /api/findings/:id/undo": "responder",
  "POST /api/findings/:id/exempt": "responder",
  "POST /api/findings/:id/dismiss": "responder",
  "POST /api/findings/:id/retry": "responder",
  "POST /api/findings/:id/notes": "responder",
  "GET /api/exemptions": "viewer",
  "POST /api/exemptions": "responder",
  "POST /api/exemptions/:id/end": "responder",
  "GET /api/settings": "viewer",
  "POST /api/pause": "responder",
  "POST /api/resume": "responder",
  "PUT /api/settings/cap": "admin",
  "GET /api/channels": "viewer",
  "POST /api/channels/:name/test": "admin",
  "GET /api/installation": "viewer",
  "PUT /api/detections/:id/mode": "admin",
  "PUT /api/detections/:id/parameters": "admin",
  "GET /api/activity": "viewer",
};

/** Every route of the app, by whatever means it was added, with its parameters filled in. */
function everyRoute() {
  const keys = api.routes
    .filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path}`);
  return [...new Set(keys)].map((key) => {
    const [method = "", path = ""] = key.split(" ");
    return { key, method, path: path.replaceAll(/:\w+/g, "x"), role: NEEDED[key] };
  });
}

async function refusal(answer: Response) {
  const body: unknown = await answer.json();
  const { headers, status } = answer;
  expect(body).toMatchObject({ status, title: expect.any(String), detail: expect.any(String) });
  expect(headers.get("content-type")).toContain("application/problem+json");
  expect(headers.get("cache-control")).toBe("no-store");
  return { status, challenge: headers.get("www-authenticate"), body };
}

describe("every route of the API", () => {
  it("is tried here, and is under /api, where the router sends requests to it", () => {
    expect(
      everyRoute()
        .map(({ key }) => key)
        .toSorted(),
    ).toEqual(Object.keys(NEEDED).toSorted());
    for (const { path } of everyRoute()) expect(path).toMatch(/^\/api\//);
  });

  it("declares the role that it is meant to need", () => {
    expect(Object.fromEntries(declaredRoles(api))).toEqual(NEEDED);
  });

  it("answers nobody without a token", async () => {
    for (const { key, method, path } of everyRoute()) {
      const { status, challenge } = await refusal(await api.request(path, { method }));
      expect({ key, status, challenge }).toEqual({ key, status: 401, challenge: "Bearer" });
    }
  });

  it("answers nobody with a token that is not valid, or no longer", async () => {
    for (const token of ["hello", pool.token({ exp: 1 }), pool.token({ client_id: "other" })]) {
      for (const { key, method, path } of everyRoute()) {
        const { status, challenge } = await refusal(await api.request(path, { method, ...bearer(token) }));
        expect({ key, status, challenge }).toEqual({
          key,
          status: 401,
          challenge: 'Bearer error="invalid_token"',
        });
      }
    }
  });

  it("refuses who is signed in but in none of the groups, and says what to do", async () => {
    for (const groups of [undefined, [], ["auditors"]]) {
      for (const { key, method, path } of everyRoute()) {
        const answer = await api.request(path, {
          method,
          ...bearer(pool.token({ "cognito:groups": groups })),
        });
        const { status, body } = await refusal(answer);
        expect({ key, status }).toEqual({ key, status: 403 });
        expect(body).toMatchObject({ detail: expect.stringContaining("Ask an admin") });
      }
    }
  });

  it.each(roles)("answers a %s where the route's role allows it, and nowhere else", async (role) => {
    const signedIn = bearer(pool.token({ "cognito:groups": [role] }));
    for (const { key, method, path, role: needed } of everyRoute()) {
      const { status } = await api.request(path, { method, ...signedIn });
      const allowed = needed !== undefined && may({ role }, needed);
      expect({ key, refused: [401, 403].includes(status) }).toEqual({ key, refused: !allowed });
      expect(status).toBeLessThan(500);
    }
  });

  it("tells in the OpenAPI document which role it needs", async () => {
    const answer = await api.request("/api/openapi.json", bearer(pool.token()));
    const { paths, components } = Description.parse(await answer.json());
    for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
      expect(operation).toMatchObject({ "x-role": expect.any(String), security: [{ signIn: [] }] });
    }
    expect(components).toMatchObject({ securitySchemes: { signIn: { type: "http", scheme: "bearer" } } });
  });
});

const Description = z.object({
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.unknown(),
});

describe("the API", () => {
  it("tells viewers alone that something is not there", async () => {
    for (const path of ["/", "/api", "/api/nothing", "/openapi.json"]) {
      expect(await refusal(await api.request(path))).toMatchObject({ status: 401 });
      expect(await refusal(await api.request(path, bearer(pool.token())))).toMatchObject({ status: 404 });
    }
    const deleting = { method: "DELETE", ...bearer(pool.token()) };
    expect(await refusal(await api.request("/api/findings", deleting))).toMatchObject({ status: 405 });
  });

  it("asks who it is for HEAD and OPTIONS, too", async () => {
    expect((await api.request("/api/health", { method: "HEAD" })).status).toBe(401);
    expect((await api.request("/api/health", { method: "OPTIONS" })).status).toBe(401);
    expect((await api.request("/api/health", { method: "HEAD", ...bearer(pool.token()) })).status).toBe(200);
  });

  it("asks who it is before it looks at anything else of the request", async () => {
    expect((await api.request("/api/findings?limit=x")).status).toBe(401);
  });

  it("says that sign-in can't be checked, with the reason in its log", async () => {
    const { status, challenge } = await refusal(await unavailable.request("/api/health"));
    expect({ status, challenge }).toEqual({ status: 503, challenge: null });
    expect(logged).toEqual([
      [
        "api.sign-in-unavailable",
        { path: "/api/health", error: expect.objectContaining({ cause: new Error("connect ECONNREFUSED") }) },
      ],
    ]);
  });

  it("does not take a bug in the sign-in for a refusal", async () => {
    const { status } = await refusal(await broken.request("/api/health"));
    expect(status).toBe(500);
    expect(logged).toEqual([["api.error", { path: "/api/health", error: new Error("a bug") }]]);
  });

  it("logs why somebody was refused, and nothing of what the token says", async () => {
    const claims = { "cognito:groups": ["secret-group"], client_id: "secret-client", jti: "secret-id" };
    const tokens = [
      pool.token(claims),
      pool.token({ ...claims, exp: 1 }),
      pool.token({ ...claims, iss: "https://secret-issuer.example" }),
      pool.token({ ...claims, client_id: pool.pool.clientId }),
      pool.token(claims, { kid: "secret-key" }),
    ];
    for (const token of tokens) await api.request("/api/health", bearer(token));
    const text = inspect(logged, { depth: Number.POSITIVE_INFINITY });
    expect(logged.length).toBeGreaterThanOrEqual(4);
    expect(text).toContain("has expired");
    expect(text).not.toContain("secret");
    expect(text).not.toContain(pool.accessClaims().sub);
    for (const token of tokens) for (const part of token.split(".")) expect(text).not.toContain(part);
  });
});

describe("a handler", () => {
  it("knows the person whose request it answers", async () => {
    const route = createRoute({
      ...needs("responder"),
      method: "get",
      path: "/api/me",
      responses: { 200: { description: "The person" } },
    });
    const app = new OpenAPIHono<SignedIn>();
    app.use(authorize(pool.signIn(), () => declaredRoles(app)));
    app.openapi(route, (c) => c.json(c.var.person, 200));
    const answer = await app.request("/api/me", bearer(pool.token({ "cognito:groups": ["admin"] })));
    const { sub, username } = pool.accessClaims();
    expect(await answer.json()).toEqual({ id: sub, name: username, role: "admin" });
    expect((await app.request("/api/me", bearer(pool.token()))).status).toBe(403);
  });
});

describe("a route that declares no role is an error when the app starts", () => {
  type App = OpenAPIHono<SignedIn>;
  const responses = { 200: { description: "Something" } };
  const bare = { method: "get", path: "/api/things/{id}", responses } as const;
  const declared = createRoute({ ...bare, ...needs("admin") });
  const answer = () => new Response("something");
  const rolesWith = (add: (app: App) => unknown) => {
    const app: App = new OpenAPIHono();
    add(app);
    return declaredRoles(app);
  };

  it.each<[string, (app: App) => unknown]>([
    ["by createRoute", (app) => app.openapi(createRoute(bare), answer)],
    ["with a role that is none", (app) => app.openapi(createRoute({ ...bare, "x-role": "root" }), answer)],
    ["kept out of the description", (app) => app.openapi({ ...declared, hide: true }, answer)],
    ["of another method", (app) => app.openapi(declared, answer).post("/api/things/:id", answer)],
    ["by Hono's own means", (app) => app.get("/api/things", answer)],
    ["for every method", (app) => app.all("/api/things", answer)],
    ["under a path", (app) => app.route("/api", new OpenAPIHono().get("/things", answer))],
  ])("%s", (_, add) => {
    expect(() => rolesWith(add)).toThrow(UndeclaredRoleError);
    expect(() => rolesWith(add)).toThrow("/api/things");
  });

  it("and one that declares it is none", () => {
    expect(rolesWith((app) => app.openapi(declared, answer))).toEqual(
      new Map([["GET /api/things/:id", "admin"]]),
    );
  });
});
