import type { Finding } from "@snapback/core/finding/schema";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attemptWith, proposalWith } from "../../../../core/test/findings.ts";
import { openTestApi, type TestApi } from "../../../test/api.ts";

const proposal = proposalWith();
const waiting: Partial<Finding> = { state: "awaiting-approval", proposal };
const done: Partial<Finding> = { state: "remediated", attempts: [attemptWith()] };

let t: TestApi;
beforeAll(async () => void (t = await openTestApi()));
afterAll(() => t.close());
beforeEach(() => t.reset());

describe("a request that comes again", () => {
  it("is known by its key also when the finding has moved on, and answered the same", async () => {
    const { id, ask, decisions } = await t.finding(waiting);
    const first = await ask("approve", { proposal: proposal.id }, { key: "k-1" });
    await t.change(id, { ...done, proposal: undefined });
    t.clock.now = new Date("2026-11-23T09:00:05.000Z");
    expect(await ask("approve", { proposal: proposal.id }, { key: "k-1" })).toEqual(first);
    expect(await decisions()).toHaveLength(1);
    expect(t.published).toHaveLength(2);
    expect(await ask("approve", { proposal: proposal.id }, { key: "k-2" })).toMatchObject({ status: 409 });
  });

  it("at the same moment makes one decision and one exemption", async () => {
    const { id, ask, decisions } = await t.finding(done);
    const answers = await Promise.all([1, 2, 3].map(() => ask("undo", { reason: "x" })));
    expect(new Set(answers.map(({ status, body }) => `${status} ${String(body.decision)}`)).size).toBe(1);
    expect(await decisions()).toHaveLength(1);
    const made = await t.exemptions.list(new Date(0));
    expect(made.filter(({ scope }) => scope.finding === id)).toHaveLength(1);
  });

  it("is refused where the same key came with something else", async () => {
    const { ask, decisions } = await t.finding({ state: "failed" });
    expect(await ask("dismiss", { reason: "one" }, { key: "k" })).toMatchObject({ status: 202 });
    expect(await ask("dismiss", { reason: "two" }, { key: "k" })).toMatchObject({
      status: 409,
      body: { title: "Key used already" },
    });
    expect(await decisions()).toHaveLength(1);
  });

  it("is another where its key is somebody else's, or came with another action or about another finding", async () => {
    const [one, two] = [await t.finding({ state: "failed" }), await t.finding({ state: "failed" })];
    await one.ask("dismiss", { reason: "one" }, { key: "k" });
    await one.ask("dismiss", { reason: "two" }, { key: "k", id: "2" });
    await one.ask("retry", undefined, { key: "k" });
    await two.ask("dismiss", { reason: "three" }, { key: "k" });
    const made = (await one.decisions()).map(({ action, by }) => `${action} by ${by.id}`);
    expect(new Set(made)).toEqual(new Set(["dismiss by 1", "dismiss by 2", "retry by 1"]));
    expect(await two.decisions()).toHaveLength(1);
  });

  it("is known without a key for as long as what it is about is the same", async () => {
    const { id, ask, decisions } = await t.finding({ state: "failed" });
    const answers = [
      await ask("dismiss", { reason: "one" }),
      await ask("dismiss", { reason: "one" }),
      await ask("dismiss", { reason: "another" }),
      await ask("dismiss", { reason: "one" }, { id: "2" }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202]);
    expect(new Set(answers.map(({ body }) => body.decision)).size).toBe(3);
    await t.change(id, {});
    await ask("dismiss", { reason: "one" });
    expect(await decisions()).toHaveLength(4);
  });

  it("to approve is known without a key while others see the violation again, and not of a plan that was made anew", async () => {
    const { id, ask, decisions } = await t.finding(waiting);
    await ask("approve", { proposal: proposal.id });
    await t.change(id, {});
    await ask("approve", { proposal: proposal.id });
    expect(await decisions()).toHaveLength(1);
    const anew = { ...proposal, madeAt: "2026-11-23T09:30:00.000Z" };
    await t.change(id, { proposal: anew });
    await ask("approve", { proposal: proposal.id });
    expect(await decisions()).toHaveLength(2);
  });

  it("to undo makes one exemption, and is another where it says for how long", async () => {
    const { ask } = await t.finding(done);
    const first = await ask("undo", { reason: "x", hours: 2 }, { key: "k" });
    t.clock.now = new Date("2026-11-23T09:01:00.000Z");
    expect(await ask("undo", { reason: "x", hours: 2 }, { key: "k" })).toEqual(first);
    expect(await ask("undo", { reason: "x", hours: 2, attempt: 3 }, { key: "k" })).toEqual(first);
    for (const other of [{ hours: 3 }, { hours: 2, attempt: 4 }, { hours: 2, force: "f" }, {}])
      expect(await ask("undo", { reason: "x", ...other }, { key: "k" })).toMatchObject({ status: 409 });
    const made = await t.exemptions.list(new Date(0));
    expect(made.filter(({ id }) => id === first.body.exemption)).toHaveLength(1);
  });
});
