import { detections } from "@snapback/core/detections/registry";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { openTestApi, type TestApi } from "../../test/api.ts";
import { activityApi } from "./activity/activity.ts";
import { approve, dismiss, exempt, reject, retry, undo } from "./decisions/routes.ts";
import { endExemption, makeExemption } from "./exemptions/routes.ts";
import { changeCap, changeMode, changeParameters, pause, resume } from "./settings/routes.ts";

let t: TestApi;
beforeAll(async () => void (t = await openTestApi()));
afterAll(() => t.close());
beforeEach(() => t.reset());

const Operation = z.object({
  summary: z.string().min(1),
  requestBody: z
    .object({
      required: z.literal(true),
      content: z.object({ "application/json": z.object({ schema: z.unknown(), example: z.unknown() }) }),
    })
    .optional(),
  responses: z.record(
    z.string(),
    z.union([
      z.object({ $ref: z.string().startsWith("#/components/responses/") }),
      z.object({ description: z.string().min(1), content: z.record(z.string(), z.unknown()) }),
    ]),
  ),
});
const Description = z.object({
  openapi: z.literal("3.1.0"),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

describe("the OpenAPI document", () => {
  const described = async () => Description.parse((await t.send("GET", "/api/openapi.json")).body);

  it("has every route", async () => {
    const { paths } = await described();
    const told = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path.replaceAll(/{(\w+)}/g, ":$1")}`),
    );
    const routes = t.api.routes.filter(({ method }) => method !== "ALL");
    expect(told.toSorted()).toEqual(
      [...new Set(routes.map(({ method, path }) => `${method} ${path}`))].toSorted(),
    );
    expect(told.length).toBeGreaterThan(20);
  });

  it("tells what each is answered with", async () => {
    const { paths } = await described();
    for (const [method, { responses }] of Object.values(paths).flatMap((methods) =>
      Object.entries(methods),
    )) {
      const statuses = Object.keys(responses);
      expect(statuses.filter((status) => status.startsWith("2"))).toHaveLength(1);
      const refusals = method === "get" ? ["401", "403", "503"] : ["400", "401", "403", "415", "503"];
      expect(statuses).toEqual(expect.arrayContaining(refusals));
    }
  });

  it("has an example for each body, and each change but those that say all by their path has a body", async () => {
    const { paths } = await described();
    const bodies = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, { requestBody }]) =>
        method === "get" ? [] : [{ path, example: requestBody?.content["application/json"].example }],
      ),
    );
    const without = bodies.filter(({ example }) => typeof example !== "object");
    expect(without.map(({ path }) => path)).toEqual([
      "/api/findings/{id}/retry",
      "/api/channels/{name}/test",
    ]);
  });

  it("names the schemas of what comes and goes", async () => {
    const { components } = await described();
    const named = [
      "Activity",
      "Attempt",
      "Decided",
      "Detection",
      "Exemption",
      "FindingDetail",
      "FindingSummary",
    ];
    expect(Object.keys(components.schemas)).toEqual(
      expect.arrayContaining([
        ...named,
        "NewExemption",
        "Problem",
        "Proposal",
        "Settings",
        "Undo",
        "UndoPreview",
      ]),
    );
  });

  it("has examples that the API takes", () => {
    const routes = [approve, reject, undo, exempt, dismiss, makeExemption, endExemption];
    for (const { request } of [...routes, pause, resume, changeCap, changeMode, changeParameters]) {
      const { schema, example } = request.body.content["application/json"];
      expect(schema.safeParse(example).error).toBeUndefined();
    }
    expect(retry.request).not.toHaveProperty("body");
  });
});

describe("the API", () => {
  it("tells its health and its detections", async () => {
    expect((await t.send("GET", "/api/health")).body).toEqual({
      status: "ok",
      account: "111122223333",
      region: "us-east-1",
      detections: detections.length,
    });
    expect((await t.send("GET", "/api/detections")).body).toMatchObject({
      detections: detections.map(({ id }) => ({ id, service: expect.any(String) })),
    });
  });

  it("answers nothing that may be kept, and nothing that a browser may take for something else", async () => {
    const { headers } = await t.api.request("/api/health");
    expect(headers.get("cache-control")).toBe("no-store");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("has a problem for paths and methods that are not there", async () => {
    expect(await t.send("GET", "/api/nothing")).toMatchObject({
      status: 404,
      type: expect.stringContaining("problem+json"),
      body: { title: "Not found", instance: "/api/nothing" },
    });
    const { status, headers } = await t.api.request("/api/findings", { method: "DELETE" });
    expect([status, headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    const retrying = `/api/findings/fnd_1/retry`;
    expect((await t.api.request(retrying)).headers.get("allow")).toBe("POST");
  });

  it("has no route by which activity could be changed or deleted", () => {
    const changing = t.api.routes.filter(({ method }) => method !== "GET" && method !== "ALL");
    expect(changing.filter(({ path }) => path.includes("activity"))).toEqual([]);
    expect(changing.map(({ method }) => method)).not.toContain("DELETE");
    expect(changing.map(({ method }) => method)).not.toContain("PATCH");
    const own = activityApi(t.deps).routes.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(own)).toEqual(new Set(["GET /api/activity"]));
  });
});
