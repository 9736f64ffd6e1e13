import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { openTestApi, type TestApi } from "../../test/api.ts";
import { OpenApiDocument } from "./document/schema.ts";
import { example } from "./examples.ts";
import { Problem } from "./problem.ts";

type Operation = z.output<typeof OpenApiDocument>["paths"][string][string];

/** One of the app's own routes, as an admin who wants to do harm sees it. */
interface Route {
  method: string;
  path: string;
  operation: Operation;
}

let t: TestApi;
let routes: Route[];
let before: unknown;
beforeAll(async () => {
  t = await openTestApi();
  await t.put({ id: example.finding, state: "failed" });
  const { paths } = OpenApiDocument.parse((await t.send("GET", "/api/openapi.json")).body);
  const walked = t.api.routes.filter(({ method }) => method !== "ALL");
  routes = [...new Set(walked.map(({ method, path }) => `${method} ${path}`))].map((key) => {
    const [method = "", colons = ""] = key.split(" ");
    const path = colons.replaceAll(/:(\w+)/g, "{$1}");
    const operation = paths[path]?.[method.toLowerCase()];
    if (!operation) throw new Error(`${key} is not described`);
    return { method, path, operation };
  });
  before = await written();
});
afterAll(() => t.close());

/** All that a request could have left behind. */
async function written() {
  const [entries, finding] = await Promise.all([
    t.ledger.since(new Date(0).toISOString()),
    t.findings.get(example.finding),
  ]);
  return { entries, finding, published: [...t.published] };
}

/** A route's path, with its parameters as its own examples have them, or with what is put in their place. */
function pathOf({ path, operation: { parameters = [] } }: Route, instead?: string): string {
  return path.replaceAll(/{(\w+)}/g, (_, name: string) => {
    const own = z
      .string()
      .parse(parameters.find((parameter) => parameter.name === name)?.schema?.example ?? "");
    return instead ?? encodeURIComponent(own);
  });
}

function bodyOf({ operation }: Route): Record<string, unknown> | undefined {
  const { example: body } = operation.requestBody?.content["application/json"] ?? {};
  return body === undefined ? undefined : z.record(z.string(), z.unknown()).parse(body);
}

interface Sent {
  path?: string;
  body?: string | undefined;
  headers?: Record<string, string>;
}

/** Sends it as an admin, and expects a refusal that says what it is: never a failure, and never a success. */
async function refused(route: Route, { path = pathOf(route), body, headers }: Sent, what: string) {
  const answer = await t.api.request(path, {
    method: route.method,
    headers: {
      Authorization: "admin 1",
      ...(body !== undefined && { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  const text = await answer.text();
  const where = `${route.method} ${path.slice(0, 100)}: ${what}`;
  expect(answer.status, `${where}\n${text.slice(0, 200)}`).toBeGreaterThanOrEqual(400);
  expect(answer.status, where).toBeLessThan(500);
  expect(answer.headers.get("content-type"), where).toBe("application/problem+json");
  const problem = Problem.parse(JSON.parse(text));
  expect(problem.status, where).toBe(answer.status);
  expect(problem.type, where).toMatch(/^\/docs#problem-/);
  return problem;
}

const withBodies = () =>
  routes.flatMap((route) => (bodyOf(route) ? [{ route, body: bodyOf(route) ?? {} }] : []));
const sent = async (body: unknown, route: Route, what: string, headers = {}) =>
  refused(route, { body: typeof body === "string" ? body : JSON.stringify(body), headers }, what);

const nested = (depth: number) => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("every route refuses in words, and writes nothing, when it is sent", () => {
  it("what is no JSON, or not what it takes", async () => {
    for (const { route, body } of withBodies()) {
      const text = JSON.stringify(body);
      for (const broken of ["{", text.slice(0, -1), `${text},`, "'", "[]", "null", "7", '"text"', "[{}]"])
        expect((await sent(broken, route, broken)).status).toBe(400);
    }
  });

  it("a body of another media type", async () => {
    for (const { route, body } of withBodies()) {
      for (const type of [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "multipart/form-data",
      ])
        expect((await sent(body, route, type, { "Content-Type": type })).status).toBe(415);
    }
  });

  it("a body that is no JSON though it takes none", async () => {
    const bare = routes.filter((route) => route.method === "POST" && !bodyOf(route));
    expect(bare.length).toBeGreaterThan(0);
    for (const route of bare) {
      const headers = { "Content-Type": "text/plain" };
      expect((await refused(route, { body: "x", headers }, "text")).status).toBe(415);
      expect((await refused(route, { body: "x" }, "no JSON")).status).toBe(400);
    }
  });

  it("members that it does not know, be they an object's own", async () => {
    for (const { route, body } of withBodies()) {
      for (const member of ["surprise", "__proto__", "constructor", "a/b~c"]) {
        const text = `{${JSON.stringify(member)}:{"admin":true},${JSON.stringify(body).slice(1)}`;
        const { errors } = await sent(text, route, member);
        expect(errors).toContainEqual({ pointer: expect.any(String), detail: "There is no such member" });
      }
    }
  });

  it("members of another type, or far too long, and tells which", async () => {
    for (const { route, body } of withBodies()) {
      for (const member of Object.keys(body)) {
        for (const wrong of [[[1]], true, "x".repeat(90_000)]) {
          const { errors = [] } = await sent({ ...body, [member]: wrong }, route, member);
          expect(errors.map(({ pointer }) => pointer)).toContain(`#/${member}`);
        }
      }
    }
  });

  it("text that is no Unicode, and what is nested too deep or too large for anything", async () => {
    for (const { route, body } of withBodies()) {
      // The last of two members of one name is the one that counts.
      const text = JSON.stringify(body).slice(0, -1);
      for (const member of Object.keys(body).map((name) => JSON.stringify(name))) {
        await sent(`${text},${member}:"\\ud800"}`, route, "half a pair");
        await sent(`${text},${member}:${nested(20_000)}}`, route, "depth");
        await sent(`${text},${member}:{"a":${nested(20_000)}}}`, route, "depth in an object");
      }
      expect((await sent({ ...body, more: "x".repeat(100_000) }, route, "size")).status).toBe(413);
    }
  });

  it("parameters that it does not have", async () => {
    for (const route of routes) {
      const { errors } = await refused(route, { path: `${pathOf(route)}?severty=critical` }, "query");
      expect(errors).toEqual([{ parameter: "severty", detail: "There is no such parameter" }]);
    }
  });

  it("ids that are none", async () => {
    const ids = ["%00", "%", "..%2f..%2fetc", "__proto__", "x".repeat(5000), "%F0%9F%98%80".repeat(40)];
    for (const route of routes.filter(({ path }) => path.includes("{"))) {
      for (const id of ids)
        await refused(
          route,
          { path: pathOf(route, id), body: JSON.stringify(bodyOf(route)) },
          id.slice(0, 20),
        );
    }
    expect(routes.length).toBeGreaterThan(20);
  });

  it("a key that is none", async () => {
    const keyed = routes.filter(({ operation }) => operation.parameters?.some((one) => one.in === "header"));
    expect(keyed.length).toBeGreaterThan(8);
    for (const route of keyed) {
      const headers = { "Idempotency-Key": "x".repeat(201) };
      const { errors = [] } = await refused(route, { body: JSON.stringify(bodyOf(route)), headers }, "key");
      expect(errors.map(({ header }) => header?.toLowerCase())).toContain("idempotency-key");
    }
  });

  it("another method than it has, and tells which it has", async () => {
    for (const route of routes) {
      for (const method of ["DELETE", "PATCH", "OPTIONS"]) {
        const answer = await t.api.request(pathOf(route), { method, headers: { Authorization: "admin 1" } });
        expect([answer.status, answer.headers.get("allow")]).toEqual([
          405,
          expect.stringContaining(route.method),
        ]);
      }
    }
  });

  it("whatever came before", async () => {
    expect(await written()).toEqual(before);
    expect(t.logged).toEqual([]);
  });
});

it("whatever stands in a route's query, it never fails", async () => {
  const values = ["", "x", "-1", "1e999", "%00", "%F0%9F%98%80", "[]", "%ff", "x".repeat(6000), "__proto__"];
  for (const route of routes) {
    for (const { name } of (route.operation.parameters ?? []).filter((one) => one.in === "query")) {
      for (const value of values) {
        const path = `${pathOf(route)}?${name}=${value}&${name}=${value}`;
        const answer = await t.api.request(path, { headers: { Authorization: "admin 1" } });
        expect(answer.status, path.slice(0, 100)).toBeLessThan(500);
      }
    }
  }
  expect(t.logged).toEqual([]);
});
