import type { BusMessage } from "@snapback/core/bus/message";
import type { Decision } from "@snapback/core/decision/schema";
import type { Finding } from "@snapback/core/finding/schema";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { decisions, exemptionWith, openFinding, timeAfter } from "../../core/test/lives.ts";
import { ACCOUNT } from "../../core/test/records.ts";
import { openResponder } from "../../core/test/responder.ts";
import { toyDetection } from "../../core/test/toy-detection.ts";
import { createReconcile } from "./reconcile.ts";

/* The lives of findings that Snapback can do nothing about: no respond is there for them. */

const HOUR_MS = 3_600_000;
const detections = [toyDetection("tells", { responds: false }), toyDetection("acts", { responds: true })];

let one: Awaited<ReturnType<typeof openResponder>>;
let handle: (event?: unknown) => Promise<{ sent: number }>;
let published: BusMessage[];
beforeEach(async () => {
  one = await openResponder({ detections });
  published = [];
  const publish = async (messages: readonly BusMessage[]) => void published.push(...messages);
  handle = createReconcile({ ...one, publish });
});
afterEach(() => one.close());

const hold = "Snapback has no response to this: see its triage";

async function opened(detection = "tells"): Promise<Finding> {
  const where = { account: ACCOUNT, region: "us-east-1", detection };
  const reachable = detection !== "tells";
  return one.findings.save(openFinding({ where, reachable, violation: { hold } }), undefined);
}

/** An event of the bus, as EventBridge hands it over. */
const told = (id: string, type = "finding.decided") =>
  handle({ source: "snapback", "detail-type": type, detail: { id, service: "reconcile" } });

/** The findings that a run finds due. */
async function due(): Promise<BusMessage[]> {
  await handle();
  return published.splice(0).filter(({ type }) => type !== "notices.due");
}

/** What a person decides, as the API writes it down and tells of it. */
async function decide(finding: Finding, decision: Decision): Promise<Finding | undefined> {
  await one.decisions.make(
    { ...decision, findingId: finding.id, at: one.now().toISOString() },
    decision.action,
  );
  expect(await told(finding.id)).toEqual({ sent: 0 });
  return one.findings.get(finding.id);
}

describe("what a person decides about a finding that nobody can put right", () => {
  it("is followed: it is dismissed, and opens again when it shows again", async () => {
    const finding = await opened();
    expect(await decide(finding, decisions.dismiss("dec_1"))).toMatchObject({
      state: "dismissed",
      dismissed: { by: decisions.dismiss("").by, reason: "known" },
      decided: [{ id: "dec_1" }],
    });
    const activity = await one.findings.activity(finding);
    expect(activity.map(({ what, decision }) => ({ what, decision })).at(-1)).toEqual({
      what: "dismissed: known",
      decision: "dec_1",
    });
  });

  it("is refused in words where it can't be followed", async () => {
    const finding = await opened();
    const refused = await decide(finding, decisions.retry("dec_1"));
    expect(refused).toMatchObject({ state: "open", look: false, hold });
    expect(refused?.decided).toMatchObject([
      { refused: "Snapback can't look at this resource, or has no response to this" },
    ]);
    expect(await decide(finding, decisions.approve("dec_2"))).toMatchObject({
      decided: [{ id: "dec_1" }, { id: "dec_2", refused: "another plan waits by now" }],
    });
  });

  it("is followed once, however often its message comes", async () => {
    const finding = await opened();
    const once = await decide(finding, decisions.dismiss("dec_1"));
    await Promise.all([told(finding.id), told(finding.id)]);
    expect(await one.findings.get(finding.id)).toEqual(once);
  });
});

describe("an exemption of it", () => {
  it("covers it, is about to end, ends, and leaves it open again, without anybody looking", async () => {
    const finding = await opened();
    const until = timeAfter(48 * HOUR_MS);
    await one.exemptions.make(exemptionWith({ scope: { finding: finding.id }, until }));
    expect(await decide(finding, decisions.exempt("dec_1"))).toMatchObject({
      state: "exempt",
      exemption: { id: "exm_1", until },
      decided: [{ id: "dec_1" }],
    });
    expect(await due()).toEqual([]);

    one.forward(24 * HOUR_MS);
    expect(await due()).toEqual([{ type: "finding.due", id: finding.id, service: "reconcile" }]);
    await told(finding.id, "finding.due");
    expect(await one.findings.get(finding.id)).toMatchObject({
      state: "exempt",
      exemption: { warned: true },
    });
    const kinds = (await one.notices.unsent(one.now(), 9)).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["exemption-ending", "found"]);

    one.forward(24 * HOUR_MS);
    await told(finding.id, "finding.due");
    expect(await one.findings.get(finding.id)).toMatchObject({
      state: "open",
      hold,
      look: false,
      reopened: 1,
    });
    expect(await due()).toEqual([]);
  });

  it("that ends before its time leaves it open with the next message", async () => {
    const finding = await opened();
    const made = exemptionWith({ scope: { finding: finding.id } });
    await one.exemptions.make(made);
    await told(finding.id, "finding.due");
    expect(await one.findings.get(finding.id)).toMatchObject({ state: "exempt" });
    await one.exemptions.end(made, { by: made.by, at: one.now().toISOString(), reason: "over" });
    await told(finding.id, "finding.due");
    expect(await one.findings.get(finding.id)).toMatchObject({ state: "open", look: false });
  });
});

describe("a message", () => {
  it("about what needs the account is left to those who may look there", async () => {
    const finding = await opened("acts");
    await told(finding.id, "finding.due");
    expect(await one.findings.get(finding.id)).toEqual(finding);
    expect(one.logged).toEqual(["reconcile.needs-account"]);
  });

  it("about an exemption that has ended leaves it to those, too, whether the violation still stands", async () => {
    const where = { account: ACCOUNT, region: "us-east-1", detection: "acts" };
    const exempt = await one.findings.save(openFinding({ where, exemption: exemptionWith() }), undefined);
    await told(exempt.id, "finding.due");
    expect(await one.findings.get(exempt.id)).toEqual(exempt);
    expect(one.logged).toEqual(["reconcile.needs-account"]);
  });

  it("about a finding that is not there does nothing", async () => {
    expect(await told("fnd_none")).toEqual({ sent: 0 });
  });

  it.each([
    undefined,
    {},
    { source: "aws.scheduler" },
    { source: "snapback", "detail-type": "x", detail: {} },
  ])("that is none of the bus's has what is due sent: %j", async (event) => {
    await opened("acts");
    one.forward(60_000);
    expect(await handle(event)).toEqual({ sent: 2 });
    expect(published.map(({ type }) => type).toSorted()).toEqual(["finding.due", "notices.due"]);
  });
});
