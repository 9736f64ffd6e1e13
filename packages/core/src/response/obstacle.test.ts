import { afterEach, describe, expect, it } from "vitest";
import { attemptWith, authorize, planWith, proposalWith, revoke } from "../../test/findings.ts";
import { type IngressAccount, openIngressAccount } from "../../test/ingress.ts";
import { ALICE, exemptionWith, timeAfter } from "../../test/lives.ts";
import { findingWith } from "../../test/notices.ts";
import { ACCOUNT } from "../../test/records.ts";
import { openResponder } from "../../test/responder.ts";
import type { Detection } from "../detections/define.ts";
import detection from "../detections/ec2/ec2-sg-ingress-world.ts";
import type { Finding } from "../finding/schema.ts";
import { changeMode, pause, resume } from "../settings/change.ts";
import type { Config, Mode } from "../settings/config.ts";
import { CallError } from "./call-error.ts";
import { obstacle } from "./obstacle.ts";
import { type Plan, planId } from "./plan.ts";

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function responseOf({ response }: Detection) {
  if (response === undefined) throw new Error("the detection has a response");
  return response;
}
const response = responseOf(detection);
const plan = planWith();
const id = "ec2-sg-ingress-world";
const approval = { decision: "dec_1", proposal: planId(plan), by: ALICE, steps: plan.steps };

async function openOne(config: Partial<Config> = {}, account?: IngressAccount) {
  const one = await openResponder({
    detections: [detection],
    config,
    ...(account && { live: account.live }),
  });
  closing.push(one.close);
  return {
    ...one,
    /** What stands in the way of a finding's plan. */
    stands: (fields: Partial<Finding> = {}, planned: Plan = plan) =>
      obstacle(findingWith({ state: "responding", ...fields }), planned, response, one.responder),
    mode: (mode: Mode, inAccount?: string) =>
      one.change((known, change) => changeMode(known, { detection: id, mode, account: inAccount }, change)),
  };
}

const because = {
  exempt: { kind: "exempt", exemption: { id: "exm_1" }, warnHours: 24 },
  hold: { kind: "hold", reason: "a doubt" },
  monitor: { kind: "hold", reason: expect.stringContaining("in mode monitor") },
  approve: { kind: "ask", why: `detection ${id} is in mode approve` },
  confirm: { kind: "ask", why: "the baseline is old" },
  paused: { kind: "ask", why: `Snapback was paused by Alice at ${timeAfter(0)}: a freeze` },
  fallen: { kind: "ask", why: "Snapback is paused: the cap is reached" },
};

describe("what stands in the way of a plan", () => {
  it("is nothing in mode auto", async () => {
    const { stands } = await openOne();
    expect(await stands()).toBeUndefined();
  });

  it("is what weighs most: an exemption, a hold, the mode, a doubt of the plan's, the pause", async () => {
    const { stands, mode, change, exemptions, pause: fallen, now } = await openOne();
    const doubtful = { ...plan, confirm: "the baseline is old" };
    await fallen.fall(0, "the cap is reached", now());
    expect(await stands()).toEqual(because.fallen);
    await change((known, by) => pause(known, "a freeze", by));
    expect(await stands()).toEqual(because.paused);
    expect(await stands({}, doubtful)).toEqual(because.confirm);
    await mode("approve");
    expect(await stands({}, doubtful)).toEqual(because.approve);
    await mode("monitor");
    expect(await stands({}, doubtful)).toEqual(because.monitor);
    expect(await stands({ hold: "a doubt" }, doubtful)).toEqual(because.hold);
    await exemptions.make(exemptionWith());
    expect(await stands({ hold: "a doubt" }, doubtful)).toMatchObject(because.exempt);
    expect(await stands({ hold: "a doubt", approval }, doubtful)).toMatchObject(because.exempt);
  });

  it("is read afresh each time: the pause, and that somebody resumed", async () => {
    const { stands, change, pause: fallen, now } = await openOne();
    await change((known, by) => pause(known, "a freeze", by));
    expect(await stands()).toEqual(because.paused);
    await change((known, by) => resume(known, undefined, by));
    expect(await stands()).toBeUndefined();
    await fallen.fall(0, "under the allowance before", now());
    expect(await stands()).toBeUndefined();
    await fallen.fall(2, "the cap is reached", now());
    expect(await stands()).toEqual(because.fallen);
    await change((known, by) => resume(known, undefined, by));
    expect(await stands()).toBeUndefined();
  });

  it("is the mode of the finding's account, where that has one of its own", async () => {
    const { stands, mode } = await openOne();
    await mode("monitor", ACCOUNT);
    expect(await stands()).toEqual(because.monitor);
    expect(await stands({ account: "444455556666" })).toBeUndefined();
    await mode("approve");
    expect(await stands({ account: "444455556666" })).toEqual(because.approve);
    await mode("auto", ACCOUNT);
    expect(await stands()).toBeUndefined();
  });

  it("is no exemption that has ended, that is of something else, or that was made for an undo which was not followed", async () => {
    const { stands, exemptions, forward } = await openOne();
    const ending = exemptionWith({ id: "exm_a", until: timeAfter(1000) });
    const ended = exemptionWith({ id: "exm_b" });
    for (const one of [
      ending,
      ended,
      exemptionWith({ id: "exm_c", scope: { account: "444455556666" } }),
      exemptionWith({ id: "exm_d", undo: "dec_1" }),
    ])
      await exemptions.make(one);
    await exemptions.end(ended, { by: ALICE, at: timeAfter(0), reason: "over" });
    expect(await stands()).toMatchObject({ kind: "exempt", exemption: { id: "exm_a" } });
    forward(1000);
    expect(await stands()).toBeUndefined();
    const followed = { id: "dec_1", at: timeAfter(0) };
    expect(await stands({ decided: [{ ...followed, refused: "changed" }] })).toBeUndefined();
    expect(await stands({ decided: [followed] })).toMatchObject({ exemption: { id: "exm_d" } });
  });
});

describe("an exemption by tag", () => {
  const tagged = exemptionWith({ scope: { tag: { key: "open", value: "yes" } } });
  const config = { exemptions: { maximumDays: 90, undoHours: 24, warnHours: 24, tagKeys: ["open"] } };

  it("holds for what has the tag in the account, of the keys that the operator lists", async () => {
    const account = await openIngressAccount();
    closing.push(() => account.close());
    const [mine, other] = await Promise.all([
      account.newGroup([{ Key: "open", Value: "yes" }]),
      account.newGroup([{ Key: "open", Value: "no" }]),
    ]);
    const one = await openOne(config, account);
    await one.exemptions.make(tagged);
    expect(await one.stands({ resource: mine.resource })).toMatchObject(because.exempt);
    expect(await one.stands({ resource: other.resource })).toBeUndefined();
    const unlisted = await openOne({}, account);
    await unlisted.exemptions.make(tagged);
    expect(await unlisted.stands({ resource: mine.resource })).toBeUndefined();
  });

  it("that can't be looked up is AWS's trouble, to be tried again", async () => {
    // Nobody answers any more.
    const account = await openIngressAccount();
    await account.close();
    const one = await openOne(config, account);
    expect(await one.stands()).toBeUndefined();
    await one.exemptions.make(tagged);
    await expect(one.stands()).rejects.toThrow(CallError);
  });
});

describe("a plan that a person approved", () => {
  const two = planWith({ steps: [revoke("sgr-1"), revoke("sgr-2")], undo: [authorize()] });
  const ofTwo = { decision: "dec_1", proposal: planId(two), by: ALICE, steps: two.steps };
  const underWay = () => attemptWith({ plan: two, approvedBy: ALICE }, "done", "started");
  const halfWay = () => {
    const { finishedAt: _, ...rest } = underWay();
    return rest;
  };
  const left = planWith({ steps: [revoke("sgr-2")] });

  it("runs while Snapback is paused, in every mode, held or in doubt", async () => {
    const { stands, mode, change, pause: fallen, now } = await openOne();
    await change((known, by) => pause(known, "a freeze", by));
    await fallen.fall(0, "the cap is reached", now());
    for (const each of ["monitor", "approve", "auto"] as const) {
      await mode(each);
      expect(await stands({ approval, hold: "a doubt" }, { ...plan, confirm: "in doubt" })).toBeUndefined();
    }
  });

  it("is the only one that runs: another one is asked for, and shown beside it", async () => {
    const { stands } = await openOne();
    const proposal = proposalWith(plan);
    const why = expect.stringContaining("has changed since the plan was approved");
    for (const other of [planWith({ steps: [revoke("sgr-2")] }), planWith({ undo: [] }), two])
      expect(await stands({ approval, proposal }, other)).toEqual({ kind: "ask", why, instead: plan });
    expect(await stands({ approval }, two)).toEqual({ kind: "ask", why });
  });

  it("goes on with what is left of it, where its process stopped half-way", async () => {
    const { stands } = await openOne();
    expect(await stands({ approval: ofTwo, attempts: [halfWay()] }, left)).toBeUndefined();
    expect(await stands({ approval: ofTwo, attempts: [halfWay()] }, two)).toBeUndefined();
  });

  it.each<[string, Partial<Finding>, Plan]>([
    [
      "more than was approved",
      { attempts: [halfWay()] },
      planWith({ steps: [revoke("sgr-2"), revoke("sgr-3")] }),
    ],
    ["it has not begun", { attempts: [] }, left],
    ["its attempt is over", { attempts: [underWay()] }, left],
    ["what is under way was not approved", { attempts: [{ ...halfWay(), approvedBy: undefined }] }, left],
  ])("does not go on with a part of it where %s", async (_, fields, planned) => {
    const { stands } = await openOne();
    expect(await stands({ approval: ofTwo, ...fields }, planned)).toMatchObject({ kind: "ask" });
  });
});
