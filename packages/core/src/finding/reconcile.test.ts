import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { callWith, decisions, exemptionWith, openFinding, START, timeAfter } from "../../test/lives.ts";
import { noticeOn } from "../../test/notices.ts";
import { openResponder } from "../../test/responder.ts";
import { toyDetection } from "../../test/toy-detection.ts";
import type { BusMessage } from "../bus/message.ts";
import type { Decision } from "../decision/schema.ts";
import { exempt, refuse } from "./decide.ts";
import { claim, fail } from "./lifecycle.ts";
import { reconcile } from "./reconcile.ts";
import type { Finding } from "./schema.ts";
import { openFindings } from "./store.ts";

const detections = [toyDetection("acts", { responds: true }), toyDetection("tells", { responds: false })];

let one: Awaited<ReturnType<typeof openResponder>>;
beforeEach(async () => {
  one = await openResponder({ detections });
});
afterEach(() => one.close());

/** What a run sends, by type, id and whom it is for. */
async function sent(): Promise<string[]> {
  const messages: BusMessage[] = [];
  const publish = async (some: readonly BusMessage[]) => void messages.push(...some);
  const count = await reconcile({ ...one, publish });
  expect(count).toBe(messages.length);
  return messages.map(({ type, id, service }) => `${type} ${id} ${service}`);
}

let count = 0;

async function opened(detection = "acts", { reachable = true } = {}): Promise<Finding> {
  count += 1;
  const where = { account: "111122223333", region: "us-east-1", detection };
  const violation = { fingerprint: `f-${count}`, severity: "low" as const };
  return one.findings.save(openFinding({ where, violation, reachable }), undefined);
}

describe("a finding that is due", () => {
  it("is sent to the respond of its service, again in each run until it is not due any more", async () => {
    const finding = await opened();
    expect(await sent()).toEqual([]);
    one.forward(60_000);
    const message = `finding.due ${finding.id} ec2`;
    expect([await sent(), await sent()]).toEqual([[message], [message]]);
    await one.findings.save(claim(finding, "a", 5000, one.now()), finding);
    expect(await sent()).toEqual([]);
    one.forward(5000);
    expect(await sent()).toEqual([message]);
  });

  it("is for reconcile itself where no respond is there for it, also of a detection that is gone", async () => {
    const [told, unknown] = [await opened("tells"), await opened("former")];
    one.forward(60_000);
    expect((await sent()).toSorted()).toEqual(
      [`finding.due ${told.id} reconcile`, `finding.due ${unknown.id} reconcile`].toSorted(),
    );
  });

  it("only since a process died before it had told of it has that told, and nobody is sent to it", async () => {
    const { findings } = one;
    const finding = await opened();
    const failed = fail(
      await findings.save(claim(finding, "a", 5000, one.now()), finding),
      { code: "X", message: "no" },
      one.now(),
    );
    // As the write leaves it when nothing comes after it: due within a minute, its activity in itself alone.
    const dying = openFindings(one.dyingAfter(2), one.table);
    await expect(dying.save(failed, await findings.get(finding.id))).rejects.toThrow("died");
    expect(await sent()).toEqual([]);
    one.forward(60_000);
    expect(await sent()).toEqual([`notices.due notices notify`]);
    expect(await findings.due(new Date(START.getTime() + 999_999_999), 9)).toEqual({
      findings: [],
      suspects: [],
    });
    expect((await findings.activity({ ...failed, pending: [] })).map(({ to }) => to)).toEqual([
      "open",
      "responding",
      "failed",
    ]);
    expect(await one.notices.unsent(one.now(), 9)).toMatchObject([{ kind: "failed", findingId: finding.id }]);
  });
});

describe("a finding that is due much later", () => {
  it("and too early in the index, since a process died, has told what it had to, and is due then", async () => {
    const covered = openFinding({ exemption: exemptionWith() });
    const dying = openFindings(one.dyingAfter(1), one.table);
    await expect(dying.save(covered, undefined)).rejects.toThrow("died");
    one.forward(60_000);
    expect(await sent()).toEqual([]);
    expect(await one.findings.activity({ ...covered, pending: [] })).toEqual(covered.pending);
    const dueIn = async (ms: number) => (await one.findings.due(new Date(START.getTime() + ms), 9)).findings;
    expect(await dueIn(24 * 3_600_000 - 1)).toEqual([]);
    expect(await dueIn(24 * 3_600_000)).toEqual([covered]);
  });
});

describe("a suspect that nobody assessed", () => {
  it("is sent again to the respond of its service", async () => {
    const place = { account: "111122223333", region: "us-east-1" };
    const base = { ...place, reason: "?", ask: {}, occurrence: callWith("e-1"), raw: "{}" };
    await one.findings.addSuspect({ ...base, id: "sus_1", detection: "acts", dueAt: timeAfter(60_000) });
    expect(await sent()).toEqual([]);
    one.forward(60_000);
    expect(await sent()).toEqual(["suspect.raised sus_1 ec2"]);
  });
});

describe("a decision that nobody followed", () => {
  async function decided(finding: Finding, id = "dec_1"): Promise<Decision> {
    const decision = { ...decisions.dismiss(id), findingId: finding.id, at: one.now().toISOString() };
    await one.decisions.make(decision, "dismissed: known");
    return decision;
  }

  it("is sent again, once its own message has had time, and for an hour", async () => {
    const finding = await opened("acts", { reachable: false });
    await decided(finding);
    const message = `finding.decided ${finding.id} ec2`;
    one.forward(29_999);
    expect(await sent()).toEqual([]);
    one.forward(1);
    expect([await sent(), await sent()]).toEqual([[message], [message]]);
    one.forward(3_570_000);
    expect(await sent()).toEqual([message]);
    one.forward(1);
    expect(await sent()).toEqual([]);
  });

  it("is sent to reconcile where no respond is there for it", async () => {
    const finding = await opened("tells", { reachable: false });
    await decided(finding);
    one.forward(30_000);
    expect(await sent()).toEqual([`finding.decided ${finding.id} reconcile`]);
  });

  it("is one message for its finding, however many there are", async () => {
    const finding = await opened("acts", { reachable: false });
    await decided(finding, "dec_1");
    await decided(finding, "dec_2");
    one.forward(30_000);
    expect(await sent()).toHaveLength(1);
  });

  it("is sent about its own finding alone", async () => {
    const [left, done] = [
      await opened("acts", { reachable: false }),
      await opened("acts", { reachable: false }),
    ];
    await decided(left, "dec_1");
    const second = await decided(done, "dec_2");
    await one.findings.save(refuse(done, second, "no", one.now()), done);
    one.forward(30_000);
    expect(await sent()).toEqual([`finding.decided ${left.id} ec2`]);
  });

  it("is not sent once it was followed or refused, as long as no other is left", async () => {
    const finding = await opened("acts", { reachable: false });
    const first = await decided(finding, "dec_1");
    const second = await decided(finding, "dec_2");
    one.forward(30_000);
    const once = await one.findings.save(refuse(finding, first, "no", one.now()), finding);
    expect(await sent()).toEqual([`finding.decided ${finding.id} ec2`]);
    await one.findings.save(refuse(once, second, "no", one.now()), once);
    expect(await sent()).toEqual([]);
  });

  it("about a finding that is not there, or about something else than a finding, is sent to nobody", async () => {
    await decided({ ...openFinding(), id: "fnd_none" });
    const entry = {
      name: "n",
      at: one.now().toISOString(),
      by: decisions.dismiss("d").by,
      what: "x",
      data: {},
    };
    await one.ledger.add({ ...entry, topic: "settings" });
    one.forward(30_000);
    expect(await sent()).toEqual([]);
  });
});

describe("an exemption whose message was lost", () => {
  it("has what it covers looked at when it is made, and what rests under it when it is ended, for two minutes", async () => {
    const [open, other] = [
      await opened("acts", { reachable: false }),
      await opened("tells", { reachable: false }),
    ];
    const scope = { detection: "acts" };
    const made = exemptionWith({
      id: "exm_a",
      scope,
      madeAt: one.now().toISOString(),
      until: timeAfter(9e6),
    });
    await one.exemptions.make(made);
    one.forward(29_999);
    expect(await sent()).toEqual([]);
    one.forward(1);
    expect([await sent(), await sent()]).toEqual([
      [`finding.due ${open.id} ec2`],
      [`finding.due ${open.id} ec2`],
    ]);
    one.forward(120_001);
    expect(await sent()).toEqual([]);

    await one.findings.save(exempt(open, made, undefined, 1, one.now()), open);
    await one.exemptions.end(made, { by: made.by, at: one.now().toISOString(), reason: "over" });
    one.forward(30_000);
    expect(await sent()).toEqual([`finding.due ${open.id} ec2`]);
    expect(await one.findings.get(other.id)).toEqual(other);
  });
});

describe("a notice that is due", () => {
  it("has notify called, once for all of them", async () => {
    const late = new Date(START.getTime() + 60_000).toISOString();
    for (const id of ["fnd_1", "fnd_2"]) await one.notices.raise({ ...noticeOn(id), dueAt: late });
    expect(await sent()).toEqual([]);
    one.forward(60_000);
    expect(await sent()).toEqual(["notices.due notices notify"]);
  });
});
