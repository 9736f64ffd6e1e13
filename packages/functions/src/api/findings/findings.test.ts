import type { Finding } from "@snapback/core/finding/schema";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { attemptWith, authorize, planWith, proposalWith, revoke } from "../../../../core/test/findings.ts";
import { findingWith } from "../../../../core/test/notices.ts";
import { openTestApi, type TestApi } from "../../../test/api.ts";

let t: TestApi;
const start = Date.UTC(2026, 10, 23, 8);
beforeAll(async () => {
  t = await openTestApi();
  for (let n = 0; n < 5; n++) {
    const at = new Date(start + n * 1000).toISOString();
    const seen = { ...findingWith().opened, eventId: `e-${n}`, eventTime: at, seenAt: at };
    const id = `fnd_${n}`;
    await t.findings.putOccurrence(id, seen, { eventID: `e-${n}` });
    const by = { kind: "caller" as const, name: "deploy" };
    const opened = { findingId: id, version: 1, at, by, what: "opened", to: "open" as const };
    const pending = [{ ...opened, notice: "found" as const, eventId: `e-${n}` }];
    const severity = n % 2 ? ("high" as const) : ("critical" as const);
    await t.put({ id, summary: `s-${n}`, severity, opened: seen, latest: seen, pending });
  }
  await t.change("fnd_0", {
    state: "remediated",
    attempts: [attemptWith()],
    safe: { at: new Date(start + 1500).toISOString(), by: "snapback" },
  });
});
afterAll(() => t.close());

/** What the tests read of a page. */
const Page = z.object({
  total: z.int().default(-1),
  cursor: z.string().default(""),
  findings: z.array(z.looseObject({ summary: z.string() })).default([]),
});
const list = async (query: string) => Page.parse((await t.send("GET", `/api/findings?${query}`)).body);

describe("GET /api/findings", () => {
  it("has the latest first, page by page", async () => {
    const one = await list("limit=3");
    expect(one.findings.map(({ summary }) => summary)).toEqual(["s-4", "s-3", "s-2"]);
    const two = await list(`limit=3&cursor=${encodeURIComponent(one.cursor)}`);
    expect(two.findings.map(({ summary }) => summary)).toEqual(["s-1", "s-0"]);
    expect(two.cursor).toBe("");
  });

  it("has what fulfils all terms, or any, and says how many there are", async () => {
    const found = async (...terms: string[]) => {
      const where = terms.map((term) => `where=${encodeURIComponent(term)}`).join("&");
      const { findings, total } = await list(`limit=2&${where}`);
      expect(findings.length).toBe(Math.min(2, total));
      return total;
    };
    expect(await found()).toBe(5);
    expect(await found("state=remediated")).toBe(1);
    expect(await found("severity=high")).toBe(2);
    expect(await found("severity=critical", "state=open")).toBe(2);
    expect(await found("severity=critical", "text:s-4")).toBe(1);
    expect(await found("detection=other")).toBe(0);
    expect((await list("match=any&where=severity%3Dhigh&where=text:s-4")).total).toBe(3);
    expect((await list("where=severity%3Dhigh&sort=lastSeen")).findings).toMatchObject([
      { summary: "s-1" },
      { summary: "s-3" },
    ]);
  });

  it("says how long what is safe again stood open, and keeps the handlers' own fields to itself", async () => {
    const { findings } = await list("where=state%3Dremediated");
    const people = [
      "title",
      "openMs",
      "safe",
      "judged",
      "remediations",
      "opened",
      "latest",
      "evidence",
      "state",
    ];
    const own = ["id", "account", "region", "detection", "resource", "fingerprint", "severity", "summary"];
    expect(findings[0]).toMatchObject({ title: "Security group opened to the internet", openMs: 1500 });
    expect(Object.keys(findings[0] ?? {}).toSorted()).toEqual(
      [...own, ...people, "occurrences", "reopened", "actions"].toSorted(),
    );
  });

  it.each([
    "where=state%3Dclosed",
    "where=nonsense",
    "where=state%3Dopen&where=severity%3D9",
    "sort=color",
    "match=some",
    "limit=0",
    "limit=1000",
    "limit=x",
    "cursor=nonsense",
    "cursor=",
  ])("answers ?%s with a problem that says what is wrong", async (query) => {
    const { status, type, body } = await t.send("GET", `/api/findings?${query}`);
    expect(status).toBe(400);
    expect(type).toContain("application/problem+json");
    expect(body).toMatchObject({
      status: 400,
      title: expect.any(String),
      detail: expect.stringMatching(/\w/),
    });
  });
});

describe("GET /api/findings/{id}", () => {
  const get = async (fields: Partial<Finding>) => {
    const { id } = await t.finding(fields);
    return (await t.send("GET", `/api/findings/${id}`)).body;
  };
  const revoked = (rule: string) =>
    `aws ec2 revoke-security-group-ingress --region eu-central-1 --group-id sg-1 --security-group-rule-ids ${rule}`;
  const authorized = (group: string) =>
    `aws ec2 authorize-security-group-ingress --region eu-central-1 --group-id ${group}`;

  it("has the attempts as commands, the calls that showed it, and what was done", async () => {
    const { status, body } = await t.send("GET", "/api/findings/fnd_0");
    expect(status).toBe(200);
    expect(body).toMatchObject({
      finding: { id: "fnd_0", state: "remediated" },
      detection: { id: "ec2-sg-ingress-world", triage: expect.any(Array) },
      attempts: [
        {
          id: 3,
          commands: [revoked("sgr-1")],
          undoCommands: [authorized("sg-1")],
          steps: [{ status: "done" }],
        },
      ],
      occurrences: [{ eventId: "e-0" }],
      actions: ["undo", "exempt"],
    });
    const by = { kind: "caller", name: "deploy" };
    const at = "2026-11-23T08:00:00.000Z";
    expect(body.activity).toEqual([
      { findingId: "fnd_0", version: 1, at, by, what: "opened", to: "open", eventId: "e-0" },
    ]);
  });

  it("has the plan that waits as commands, what it can't bring back, and what can be done", async () => {
    const plan = planWith({ lost: ["the rule's id"], caveats: ["no baseline"] });
    const { proposal, actions, finding } = await get({
      state: "awaiting-approval",
      proposal: proposalWith(plan, { expiresAt: "2026-11-24T08:00:00.000Z" }),
    });
    expect(proposal).toMatchObject({
      id: proposalWith(plan).id,
      why: "mode approve",
      plan: { lost: ["the rule's id"], caveats: ["no baseline"] },
      commands: [revoked("sgr-1")],
      undoCommands: [authorized("sg-1")],
    });
    expect(proposal).not.toHaveProperty("difference");
    expect(actions).toEqual(["approve", "reject", "exempt", "dismiss", "retry"]);
    expect(finding).toMatchObject({
      proposal: { id: proposalWith(plan).id, why: "mode approve", expiresAt: "2026-11-24T08:00:00.000Z" },
    });
    expect(finding).not.toHaveProperty("proposal.plan");
  });

  it("shows what is different in a plan that had to be made anew", async () => {
    const instead = planWith({ steps: [revoke("sgr-1"), revoke("sgr-2")] });
    const plan = planWith({
      steps: [revoke("sgr-1"), revoke("sgr-3")],
      undo: [authorize(), authorize("sg-2")],
    });
    const { proposal } = await get({ state: "awaiting-approval", proposal: proposalWith(plan, { instead }) });
    expect(proposal).toMatchObject({
      difference: [
        { was: revoked("sgr-2"), now: revoked("sgr-3"), undo: false },
        { now: authorized("sg-2"), undo: true },
      ],
    });
  });

  it("shows what an undo would do, with what it can't bring back", async () => {
    const plan = planWith({ lost: ["the rule's id"] });
    const attempts = [
      attemptWith({ id: 3, plan }),
      attemptWith({ id: 5, plan: planWith({ undo: [authorize("sg-2")] }) }),
    ];
    expect(await get({ state: "remediated", attempts })).toMatchObject({
      undo: {
        attempt: 5,
        possible: true,
        commands: [authorized("sg-2"), authorized("sg-1")],
        lost: ["the rule's id"],
        byPerson: false,
      },
    });
    const responding = await get({ state: "responding", attempts });
    expect(responding).toMatchObject({ undo: { possible: false, why: expect.stringContaining("Wait") } });
    expect(responding.actions).toEqual(["exempt"]);
    expect(await get({ state: "remediated", attempts: [attemptWith({}, "already")] })).not.toHaveProperty(
      "undo",
    );
  });

  it("shows the latest undo, why it was refused, and what covers the finding", async () => {
    const exemption = { id: "exm_1", until: "2026-11-24T08:00:00.000Z", warnAt: "2026-11-23T20:00:00.000Z" };
    const by = { kind: "person" as const, name: "1@example.com", id: "1" };
    const at = "2026-11-23T08:30:00.000Z";
    const refusal = { decision: "dec_1", at, reason: "changed", was: { a: 1 }, now: { a: 2 }, force: "f" };
    const undo = { decision: "dec_2", by, reason: "needed", startedAt: at, outcomes: [], before: {} };
    const steps = [{ ...authorize(), attempt: 3, position: 0 }];
    const shown = await get({
      state: "undone",
      exemption,
      refusal,
      undo: { ...undo, exemption: "exm_1", steps },
      dismissed: { by, reason: "test", at },
    });
    expect(shown).toMatchObject({
      finding: { exemption, refusal, dismissed: { reason: "test" } },
      latestUndo: { decision: "dec_2", steps, commands: [authorized("sg-1")] },
    });
    expect(shown.finding).not.toHaveProperty("undo");
  });

  it("shows one of a detection that is there no more", async () => {
    const shown = await get({ detection: "gone" });
    expect(shown).toMatchObject({ finding: { title: "gone" } });
    expect(shown).not.toHaveProperty("detection");
  });

  it("has the record of each call apart", async () => {
    expect(await t.send("GET", "/api/findings/fnd_0/records/e-0")).toMatchObject({
      status: 200,
      body: { record: '{"eventID":"e-0"}' },
    });
    expect(await t.send("GET", "/api/findings/fnd_0/records/e-9")).toMatchObject({ status: 404 });
  });

  it("does not know what is not there", async () => {
    expect(await t.send("GET", "/api/findings/fnd_none")).toMatchObject({
      status: 404,
      body: { title: "Not found", detail: "There is no finding fnd_none." },
    });
  });
});
