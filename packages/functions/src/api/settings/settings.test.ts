import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { testConfig } from "../../../../core/test/config.ts";
import { toyDetection } from "../../../../core/test/toy-detection.ts";
import { openTestApi, type TestApi } from "../../../test/api.ts";

const ingress = "ec2-sg-ingress-world";
const person = { kind: "person", name: "1@example.com", id: "1" };
const config = {
  ...testConfig,
  automaticChangesPerHour: 100,
  modes: { [ingress]: { mode: "approve" as const, accounts: { "111122223333": "auto" as const } } },
};
const admin = { role: "admin" } as const;

let t: TestApi;
const opened: TestApi[] = [];
// Each test begins with settings that nobody has changed.
beforeEach(async () => {
  if (opened.length > 0 && (await latest()) === undefined && (await t.pause.get(0)) === undefined) return;
  t = await openTestApi({ config, detections: [ingressWorld, toyDetection("quiet", { responds: false })] });
  opened.push(t);
});
afterAll(async () => {
  for (const { close } of opened) await close();
});

const get = async () => (await t.send("GET", "/api/settings")).body;
const latest = () => t.ledger.latest("settings");

describe("the settings", () => {
  it("are what was deployed, where nobody has changed anything", async () => {
    expect(await get()).toEqual({
      version: 0,
      automaticChangesPerHour: 100,
      automaticChangesThisHour: 0,
      modes: {
        [ingress]: {
          mode: "approve",
          accounts: { "111122223333": "auto" },
          possible: ["monitor", "approve", "auto"],
        },
        quiet: { mode: "monitor", accounts: {}, possible: ["monitor"] },
      },
      parameters: {
        [ingress]: {
          version: 0,
          values: expect.objectContaining({ tcpPorts: [80, 443] }),
          schema: expect.objectContaining({
            type: "object",
            properties: expect.objectContaining({ tcpPorts: expect.objectContaining({ type: "array" }) }),
          }),
        },
        quiet: { version: 0, values: expect.any(Object), schema: expect.any(Object) },
      },
      approvalMinutes: config.approvalMinutes,
      contested: config.contested,
      exemptions: config.exemptions,
      undoIamRights: false,
      problems: [],
    });
  });

  it("have a schema for forms, in which nothing need be filled in that has a default", async () => {
    expect(await get()).not.toHaveProperty(["parameters", ingress, "schema", "required"]);
  });
});

describe("the automatic changes of the hour", () => {
  it("are counted anew where somebody has resumed", async () => {
    await t.changes.count(0, 100, t.clock.now);
    await t.changes.count(0, 100, t.clock.now);
    expect(await get()).toMatchObject({ automaticChangesThisHour: 2 });
    await t.send("POST", "/api/pause", { reason: "x" });
    expect(await get()).toMatchObject({ automaticChangesThisHour: 2 });
    await t.send("POST", "/api/resume", {});
    expect(await get()).toMatchObject({ automaticChangesThisHour: 0 });
  });
});

describe("a pause", () => {
  it("is a person's, until somebody resumes, each with the reason", async () => {
    const paused = await t.send("POST", "/api/pause", { reason: " a migration " });
    const pause = {
      by: "1@example.com",
      at: "2026-11-23T09:00:00.000Z",
      reason: "a migration",
      fallen: false,
    };
    expect(paused).toMatchObject({ status: 200, body: { version: 1, paused: pause } });
    expect(await get()).toEqual(paused.body);
    expect(await latest()).toMatchObject({ by: person, what: "paused automatic changes: a migration" });
    const resumed = await t.send("POST", "/api/resume", { reason: "done" }, { id: "2" });
    expect(resumed).toMatchObject({ status: 200, body: { version: 2 } });
    expect(resumed.body).not.toHaveProperty("paused");
    expect(await latest()).toMatchObject({ by: { id: "2" }, what: "resumed automatic changes: done" });
  });

  it("that fell by itself is shown, and ended by a resume without a reason", async () => {
    await t.pause.fall(0, "100 changes", t.clock.now);
    const paused = { by: "snapback", at: "2026-11-23T09:00:00.000Z", reason: "100 changes", fallen: true };
    expect(await get()).toMatchObject({ version: 0, paused });
    expect(await t.send("POST", "/api/resume", {})).toMatchObject({ status: 200, body: { version: 1 } });
    expect(await get()).not.toHaveProperty("paused");
  });

  it("of a person is what is shown where it fell, too", async () => {
    await t.pause.fall(0, "100 changes", t.clock.now);
    await t.send("POST", "/api/pause", { reason: "I saw it" });
    expect(await get()).toMatchObject({ paused: { reason: "I saw it", fallen: false } });
  });

  it("that there is none of is not ended: the changes of the hour stay counted", async () => {
    expect(await t.send("POST", "/api/resume", {})).toMatchObject({ status: 200, body: { version: 0 } });
    expect(await latest()).toBeUndefined();
  });

  it("needs a reason", async () => {
    for (const body of [undefined, {}, { reason: "" }, { reason: "x", version: 0 }])
      expect(await t.send("POST", "/api/pause", body)).toMatchObject({ status: 400 });
    expect(await t.send("POST", "/api/resume", { why: "x" })).toMatchObject({ status: 400 });
    expect(await latest()).toBeUndefined();
  });
});

describe("a change of the settings", () => {
  const put = (path: string, body: unknown) => t.send("PUT", `/api/${path}`, body, admin);

  it("is a version of its own, made of the one that was looked at", async () => {
    const cap = await put("settings/cap", { automaticChangesPerHour: 0, version: 0 });
    expect(cap).toMatchObject({ status: 200, body: { version: 1, automaticChangesPerHour: 0 } });
    expect(await latest()).toMatchObject({
      by: person,
      what: "automatic changes per hour: 100 -> 0",
      before: { automaticChangesPerHour: 100 },
      after: { automaticChangesPerHour: 0 },
    });
    const mode = await put(`detections/${ingress}/mode`, { mode: "monitor", version: 1 });
    expect(mode).toMatchObject({
      status: 200,
      body: { version: 2, modes: { [ingress]: { mode: "monitor", accounts: { "111122223333": "auto" } } } },
    });
    const parameters = await put(`detections/${ingress}/parameters`, {
      values: { tcpPorts: [8443] },
      version: 2,
    });
    expect(parameters).toMatchObject({
      status: 200,
      body: { version: 3, parameters: { [ingress]: { version: 1, values: { tcpPorts: [8443] } } } },
    });
    expect(await get()).toEqual(parameters.body);
  });

  it.each<[string, object]>([
    ["settings/cap", { automaticChangesPerHour: 7 }],
    [`detections/${ingress}/mode`, { mode: "monitor" }],
    [`detections/${ingress}/parameters`, { values: {} }],
  ])(
    "by %s is refused where somebody else was faster, with the version that is there",
    async (path, body) => {
      await t.send("POST", "/api/pause", { reason: "x" });
      const refused = await put(path, { ...body, version: 0 });
      expect(refused).toMatchObject({
        status: 409,
        type: expect.stringContaining("problem+json"),
        body: { title: "Changed meanwhile", version: 1, detail: expect.stringContaining("version 1") },
      });
      expect(await get()).toMatchObject({ version: 1, automaticChangesPerHour: 100 });
      expect(await put(path, body)).toMatchObject({ status: 400 });
    },
  );

  it("of a mode may be for one account, and be taken back", async () => {
    const account = "444455556666";
    await put(`detections/${ingress}/mode`, { mode: "monitor", account, version: 0 });
    await put(`detections/${ingress}/mode`, { mode: "monitor", account: "111122223333", version: 1 });
    const accounts = { "111122223333": "monitor", [account]: "monitor" };
    expect(await get()).toMatchObject({ modes: { [ingress]: { mode: "approve", accounts } } });
    await put(`detections/${ingress}/mode`, { mode: null, account: "111122223333", version: 2 });
    await put(`detections/${ingress}/mode`, { mode: null, account, version: 3 });
    expect(await get()).toMatchObject({
      version: 4,
      modes: { [ingress]: { accounts: { "111122223333": "auto" } } },
    });
    expect(await get()).not.toHaveProperty(["modes", ingress, "accounts", account]);
  });

  it("of parameters may be taken back", async () => {
    const path = `detections/${ingress}/parameters`;
    await put(path, { values: { tcpPorts: [8443] }, version: 0 });
    const back = await put(path, { values: null, version: 1 });
    expect(back).toMatchObject({
      status: 200,
      body: { version: 2, parameters: { [ingress]: { version: 0, values: { tcpPorts: [80, 443] } } } },
    });
    expect(await latest()).toMatchObject({ what: expect.stringContaining("taken back") });
  });

  it.each<[string, object, number]>([
    ["settings/cap", { automaticChangesPerHour: -1 }, 400],
    ["settings/cap", { automaticChangesPerHour: 1.5 }, 400],
    ["detections/none/mode", { mode: "auto" }, 404],
    ["detections/constructor/mode", { mode: "auto" }, 404],
    ["detections/quiet/mode", { mode: "auto" }, 400],
    [`detections/${ingress}/mode`, { mode: "on" }, 400],
    [`detections/${ingress}/mode`, { mode: "auto", account: "all" }, 400],
    ["detections/none/parameters", { values: {} }, 404],
    [`detections/${ingress}/parameters`, { values: { tcpPorts: ["ssh"] } }, 400],
    [`detections/${ingress}/parameters`, { values: { ports: [22] } }, 400],
    [`detections/${ingress}/parameters`, { values: 7 }, 400],
  ])("by %s to %j is refused", async (path, body, status) => {
    const refused = await put(path, { ...body, version: 0 });
    expect(refused).toMatchObject({ status, type: expect.stringContaining("problem+json") });
    expect(refused.body.detail).toMatch(/\w/);
    expect(await latest()).toBeUndefined();
  });

  it("says in the schema's words what is wrong with parameters, field by field", async () => {
    const refused = (values: object) => put(`detections/${ingress}/parameters`, { values, version: 0 });
    expect((await refused({ tcpPorts: [22, "ssh"], icmp: 1 })).body).toMatchObject({
      detail: expect.stringContaining("tcpPorts"),
      errors: [
        { pointer: "#/values/tcpPorts/1", detail: expect.stringContaining("expected number") },
        { pointer: "#/values/icmp", detail: expect.stringContaining("expected boolean") },
      ],
    });
    expect((await refused({ worldPrefixes: { ipv5: 1 } })).body).toMatchObject({
      errors: [{ pointer: "#/values/worldPrefixes/ipv5", detail: "There is no such parameter" }],
    });
  });
});
