import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openTestApi, type TestApi } from "../../../test/api.ts";

let t: TestApi;
beforeAll(async () => void (t = await openTestApi()));
afterAll(() => t.close());
beforeEach(async () => {
  t.reset();
  await t.send("POST", "/api/resume", {});
});

const ask = (action: "pause" | "resume", body: object, key?: string, id = "1") =>
  t.send("POST", `/api/${action}`, body, { id, ...(key !== undefined && { key }) });
const changes = async () => (await t.ledger.list("settings")).length;

describe.each([
  ["pause", "resume"],
  ["resume", "pause"],
] as const)("to %s, a request that comes again", (action, opposite) => {
  beforeEach(async () => void (await ask(opposite, { reason: "before" })));

  it("with its key has one effect, and the same answer", async () => {
    const before = await changes();
    const first = await ask(action, { reason: "x" }, `${action}-1`);
    t.clock.now = new Date("2026-11-23T09:05:00.000Z");
    expect(await ask(action, { reason: "x" }, `${action}-1`)).toEqual(first);
    expect(first.status).toBe(200);
    expect(await changes()).toBe(before + 1);
  });

  it("at the same moment has one effect", async () => {
    const before = await changes();
    const answers = await Promise.all([1, 2, 3].map(() => ask(action, { reason: "x" }, `${action}-2`)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await changes()).toBe(before + 1);
  });

  it("does not take back what somebody else has done since", async () => {
    await ask(action, { reason: "x" }, `${action}-3`);
    const since = await ask(opposite, { reason: "y" }, undefined, "2");
    expect(await ask(action, { reason: "x" }, `${action}-3`)).toEqual(since);
  });

  it("is refused where its key came with something else, and another where the key is somebody else's", async () => {
    await ask(action, { reason: "x" }, `${action}-4`);
    const before = await changes();
    expect(await ask(action, { reason: "y" }, `${action}-4`)).toMatchObject({
      status: 409,
      body: { type: "/docs#problem-key-used-already" },
    });
    expect(await changes()).toBe(before);
    await ask(opposite, { reason: "y" }, `${action}-4`);
    await ask(action, { reason: "y" }, `${action}-4`, "2");
    expect(await changes()).toBe(before + 2);
  });

  it("keeps nothing of its key in the settings, nor anywhere to be read", async () => {
    const { body } = await ask(action, { reason: "x" }, "secret-key");
    const entries = await t.send("GET", "/api/activity");
    expect(JSON.stringify([body, entries, await t.ledger.list("settings")])).not.toContain("secret-key");
  });
});

it("to resume where nothing is paused changes nothing, with a key or without", async () => {
  const before = await changes();
  expect(await ask("resume", {}, "idle")).toEqual(await ask("resume", {}));
  expect(await changes()).toBe(before);
});
