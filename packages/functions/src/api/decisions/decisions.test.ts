import type { Finding } from "@snapback/core/finding/schema";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attemptWith, proposalWith } from "../../../../core/test/findings.ts";
import { openTestApi, type TestApi } from "../../../test/api.ts";

const person = { kind: "person", name: "1@example.com", id: "1" };
const proposal = proposalWith();
const waiting = { state: "awaiting-approval", proposal } as const;
const done: Partial<Finding> = { state: "remediated", attempts: [attemptWith()] };

let t: TestApi;
beforeAll(async () => void (t = await openTestApi()));
afterAll(() => t.close());
beforeEach(() => t.reset());

describe("a decision", () => {
  it.each<[string, Partial<Finding>, unknown, Record<string, unknown>]>([
    ["approve", waiting, { proposal: proposal.id }, { proposal: proposal.id }],
    [
      "reject",
      waiting,
      { proposal: proposal.id, reason: "meant to be open" },
      { proposal: proposal.id, reason: "meant to be open" },
    ],
    ["dismiss", { state: "failed" }, { reason: " a test range " }, { reason: "a test range" }],
    ["retry", { state: "failed" }, undefined, {}],
    [
      "undo",
      done,
      { reason: "needed" },
      { attempt: 3, reason: "needed", exemption: expect.stringMatching(/^exm_\w+$/) },
    ],
    [
      "exempt",
      {},
      { reason: "needed", hours: 2 },
      { reason: "needed", exemption: expect.stringMatching(/^exm_\w+$/) },
    ],
  ])("to %s is written down, and told on the bus", async (action, fields, body, decided) => {
    const { id, ask, decisions } = await t.finding(fields);
    const { status, body: answer } = await ask(action, body);
    expect({ status, answer }).toEqual({
      status: 202,
      answer: { decision: expect.stringMatching(/^dec_\w+$/), exemption: decided.exemption },
    });
    const at = "2026-11-23T09:00:00.000Z";
    const written = { id: answer.decision, findingId: id, by: person, at, action, ...decided };
    expect(await decisions()).toEqual([written]);
    expect(t.published).toEqual([{ type: "finding.decided", id, service: "ec2" }]);
  });

  it("is on record in words, with the person's name", async () => {
    const { id, ask } = await t.finding(waiting);
    await ask("approve", { proposal: proposal.id });
    expect(await t.ledger.list(id)).toMatchObject([{ by: person, what: "approved: revoke sgr-1" }]);
  });

  it("about what no AWS service's respond is for goes to reconcile", async () => {
    const { id, ask } = await t.finding({ state: "failed", detection: "gone" });
    await ask("dismiss", { reason: "gone" });
    expect(t.published).toEqual([{ type: "finding.decided", id, service: "reconcile" }]);
  });

  it("stands where the bus can't be had, and is told where the request comes again", async () => {
    const { id, ask, decisions } = await t.finding({ state: "failed" });
    t.clock.bus = false;
    expect(await ask("dismiss", { reason: "no" })).toMatchObject({ status: 202 });
    expect(await decisions()).toHaveLength(1);
    expect(t.logged).toMatchObject([["api.publish-failed", { error: new Error("the bus is down") }]]);
    t.clock.bus = true;
    expect(await ask("dismiss", { reason: "no" })).toMatchObject({ status: 202 });
    expect(await decisions()).toHaveLength(1);
    expect(t.published).toEqual([{ type: "finding.decided", id, service: "ec2" }]);
  });

  it("is refused where the finding does not allow it, with what to do instead, and nothing is written", async () => {
    const { ask, decisions } = await t.finding({ state: "responding" });
    const { status, type, body } = await ask("dismiss", { reason: "no" });
    expect({ status, type, title: body.title }).toEqual({
      status: 409,
      type: expect.stringContaining("problem+json"),
      title: "Not possible now",
    });
    expect(body.detail).toContain("Wait until the response is done");
    expect(await decisions()).toEqual([]);
    expect(t.published).toEqual([]);
  });

  it("to approve another plan than the one that waits is refused", async () => {
    const { ask } = await t.finding(waiting);
    const { status, body } = await ask("approve", { proposal: "pln_other" });
    expect({ status, detail: body.detail }).toEqual({
      status: 409,
      detail: expect.stringContaining(proposal.id),
    });
  });

  it("is about a finding that is there", async () => {
    expect(await t.send("POST", "/api/findings/fnd_none/retry")).toMatchObject({ status: 404 });
  });

  it.each<[string, unknown]>([
    ["approve", undefined],
    ["approve", {}],
    ["approve", { proposal: proposal.id, reason: "no member of it" }],
    ["reject", { proposal: proposal.id }],
    ["reject", { proposal: proposal.id, reason: "  " }],
    ["dismiss", { reason: "x".repeat(1001) }],
    ["dismiss", { reason: 7 }],
    ["dismiss", "{"],
    ["dismiss", "[]"],
    ["undo", { reason: "x", hours: 0 }],
    ["undo", { reason: "x", hours: 1.5 }],
    ["undo", { reason: "x", attempt: "3" }],
    ["exempt", { reason: "x" }],
    ["exempt", { reason: "x", hours: 1, until: "2026-11-24T00:00:00Z" }],
    ["exempt", { reason: "x", until: "tomorrow" }],
    ["exempt", { reason: "x", until: "2026-11-23T09:00:00Z" }],
    ["exempt", { reason: "x", hours: 90 * 24 + 1 }],
    ["undo", { reason: "x", hours: 90 * 24 + 1 }],
  ])("to %s is not made of %j", async (action, body) => {
    const { ask, decisions } = await t.finding({ ...waiting, attempts: [attemptWith()] });
    const answer = await ask(action, body);
    expect(answer).toMatchObject({ status: 400, type: expect.stringContaining("problem+json") });
    expect(answer.body.detail).toMatch(/\w/);
    expect(await decisions()).toEqual([]);
  });

  it("is not made of what is no JSON, nor of a key that is none", async () => {
    const { id, ask } = await t.finding(waiting);
    const text = { method: "POST", headers: { "Content-Type": "text/plain" }, body: '{"reason":"x"}' };
    const answer = await t.api.request(`/api/findings/${id}/dismiss`, text);
    expect(answer.status).toBe(415);
    expect(answer.headers.get("content-type")).toContain("problem+json");
    expect(await ask("dismiss", { reason: "x" }, { key: "k".repeat(201) })).toMatchObject({ status: 400 });
    expect(await t.decisions.of(id)).toEqual([]);
  });
});
