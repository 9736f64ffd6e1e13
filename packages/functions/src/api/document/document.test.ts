import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import root from "../../../../../package.json" with { type: "json" };
import { openTestApi, type TestApi } from "../../../test/api.ts";
import { flawsOf } from "../../../test/described.ts";
import { needs, type SignedIn } from "../authorize.ts";
import { json, refusals } from "../description.ts";
import { problemKinds } from "../problem-kinds.ts";
import { describe as described } from "./document.ts";
import { OpenApiDocument } from "./schema.ts";

let t: TestApi;
let document: z.output<typeof OpenApiDocument>;
beforeAll(async () => {
  t = await openTestApi();
  document = OpenApiDocument.parse((await t.send("GET", "/api/openapi.json")).body);
});
afterAll(() => t.close());

describe("the OpenAPI document", () => {
  it("says of every operation what it is, with examples that its own schemas take", () => {
    expect(flawsOf(t.api, document)).toEqual([]);
  });

  it("is of this version, and tells where it is from and how to use it", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(document.info.version).toBe(root.version);
    expect(document.servers).toEqual([{ url: "/", description: expect.any(String) }]);
    for (const part of [
      "Authentication",
      "Roles",
      "Problems",
      "Repeating a request",
      "Lost updates",
      "Pages",
    ])
      expect(document.info.description).toContain(`\n## ${part}\n`);
  });

  it("has all kinds of problems, each of its own type, and names no other", () => {
    const types = document["x-problems"].map(({ type }) => type);
    expect(new Set(types).size).toBe(Object.keys(problemKinds).length);
    expect(types).toContain("/docs#problem-sign-in-can-t-be-checked");
    for (const type of types) expect(type).toMatch(/^\/docs#problem-[a-z-]+[a-z]$/);
  });

  it("has once what many operations answer with, each under a name of its own", () => {
    const { responses = {} } = document.components;
    expect(Object.keys(responses)).toEqual(
      expect.arrayContaining(["NotSignedIn", "NotAllowed", "InvalidRequest", "InvalidRequest2", "NotFound"]),
    );
    const texts = Object.values(responses).map((answer) => JSON.stringify(answer));
    expect(new Set(texts).size).toBe(texts.length);
    const own = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap((operation) => Object.entries(operation.responses)),
    );
    const problems = own.filter(([status]) => !status.startsWith("2")).map(([, answer]) => answer);
    const inline = problems.filter(({ $ref }) => $ref === undefined).map((answer) => JSON.stringify(answer));
    expect(new Set(inline).size).toBe(inline.length);
    for (const text of inline) expect(texts).not.toContain(text);
  });

  it("has only tags that some operation has", () => {
    const used = Object.values(document.paths).flatMap((methods) =>
      Object.values(methods).flatMap(({ tags = [] }) => tags),
    );
    expect(new Set(document.tags.map(({ name }) => name))).toEqual(new Set(used));
  });
});

describe("a route that is not described well is told of", () => {
  const Thing = z.object({ id: z.string() }).openapi("Thing");
  const good = {
    ...needs("viewer"),
    method: "get" as const,
    path: "/api/things",
    operationId: "listThings",
    tags: ["API"],
    summary: "All things",
    responses: { 200: json(Thing, "Things", { id: "t" }) },
  };
  const flaws = (...routes: ReturnType<typeof createRoute>[]) => {
    const app = new OpenAPIHono<SignedIn>();
    for (const route of routes) app.openAPIRegistry.registerPath(route);
    return flawsOf(app, described(app));
  };

  it("and one that is has no flaw", () => {
    expect(flaws(createRoute({ ...good, responses: { ...refusals, ...good.responses } }))).toEqual([]);
  });

  const untagged = { ...good, tags: ["Things"] };
  const unnamed = { ...good, operationId: "list-things" };
  const wrong = { ...good, responses: { 200: { ...json(Thing, "Things"), content: example({ id: 1 }) } } };
  const more = {
    ...good,
    responses: { 200: { ...json(Thing, "Things"), content: example({ id: "t", a: 1 }) } },
  };
  function example(value: unknown) {
    return { "application/json": { schema: Thing, example: value } };
  }
  const undeclared = { ...good, path: "/api/things/{id}" };
  const silent = { ...good, request: { query: z.object({ all: z.string().optional() }) } };
  it.each([
    ["without an operationId", unnamed, "no operationId"],
    ["with a tag that there is not", untagged, "no tag of the document's"],
    ["without an example", { ...good, responses: { 200: json(Thing, "Things") } }, "no example"],
    ["with an example that its schema refuses", wrong, "expected string"],
    ["with an example of more than there is", more, "an example has more than its schema"],
    ["with a parameter that it does not declare", undeclared, "{id} is not declared"],
    ["with a parameter that says nothing", silent, "all is not described"],
  ])("%s", (_, route, flaw) => {
    expect(flaws(createRoute(route)).join("\n")).toContain(flaw);
  });

  it("with an operationId that another one has", () => {
    const other = { ...good, path: "/api/others" };
    expect(flaws(createRoute(good), createRoute(other))).toEqual(["listThings is two operations"]);
  });
});
