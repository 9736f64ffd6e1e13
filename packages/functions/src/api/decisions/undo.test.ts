import { operations } from "@snapback/core/aws/operations";
import type { Finding } from "@snapback/core/finding/schema";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { testConfig } from "../../../../core/test/config.ts";
import { attemptWith, planWith } from "../../../../core/test/findings.ts";
import { openTestApi, type TestApi } from "../../../test/api.ts";

const person = { kind: "person", name: "1@example.com", id: "1" };
const done: Partial<Finding> = { state: "remediated", attempts: [attemptWith()] };

let t: TestApi;
beforeAll(async () => void (t = await openTestApi()));
afterAll(() => t.close());
beforeEach(() => t.reset());

describe("an undo", () => {
  it("has its exemption written first, for as long as it says or the operator chose", async () => {
    const { id, ask } = await t.finding(done);
    const { body } = await ask("undo", { reason: "needed" });
    expect(await t.exemptions.get(String(body.exemption))).toEqual({
      id: body.exemption,
      scope: { finding: id },
      reason: "needed",
      by: person,
      madeAt: "2026-11-23T09:00:00.000Z",
      until: "2026-11-24T09:00:00.000Z",
      undo: body.decision,
    });
    const other = await t.finding(done);
    const short = await other.ask("undo", { reason: "needed", hours: 1 });
    expect(await t.exemptions.get(String(short.body.exemption))).toMatchObject({
      until: "2026-11-23T10:00:00.000Z",
    });
  });

  it("never stands without its exemption: where that can't be written, nothing is", async () => {
    const { id, ask, decisions } = await t.finding(done);
    const real = { ...t.ledger };
    onTestFinished(() => void Object.assign(t.ledger, real));
    const refuse = (topic: string) => {
      t.ledger.add = async (entry) => {
        if (entry.topic === topic) throw new Error("throttled");
        return real.add(entry);
      };
    };
    refuse("exemptions");
    expect(await ask("undo", { reason: "needed" }, { key: "k" })).toMatchObject({ status: 500 });
    expect(await decisions()).toEqual([]);
    refuse(id);
    expect(await ask("undo", { reason: "needed" }, { key: "k" })).toMatchObject({ status: 500 });
    Object.assign(t.ledger, real);
    t.clock.now = new Date("2026-11-23T09:00:30.000Z");
    const { status, body } = await ask("undo", { reason: "needed" }, { key: "k" });
    expect(status).toBe(202);
    expect(await ask("undo", { reason: "needed" }, { key: "k" })).toMatchObject({ status: 202 });
    const made = (await t.exemptions.list(new Date(0))).filter(({ scope }) => scope.finding === id);
    expect(made).toMatchObject([{ id: body.exemption, undo: body.decision }]);
  });

  it("is of the attempt that is named", async () => {
    const both = [attemptWith({ id: 3, episode: 0 }), attemptWith({ id: 7, episode: 1 })];
    const { ask, decisions } = await t.finding({ ...done, attempts: both });
    await ask("undo", { reason: "needed", attempt: 3 });
    await ask("undo", { reason: "needed" });
    const attempts = (await decisions()).map((one) => "attempt" in one && one.attempt);
    expect(new Set(attempts)).toEqual(new Set([3, 7]));
  });

  it("goes on over a change that was seen, and over no other", async () => {
    const refusal = { decision: "dec_0", at: "2026-11-23T08:30:00.000Z", reason: "changed", force: "f-1" };
    const { ask, decisions } = await t.finding({ ...done, refusal });
    expect(await ask("undo", { reason: "needed", force: "f-0" })).toMatchObject({ status: 409 });
    expect(await ask("undo", { reason: "needed", force: "f-1" })).toMatchObject({ status: 202 });
    expect(await decisions()).toMatchObject([{ force: "f-1" }]);
  });

  it("that gives rights in IAM is left to a person, with its commands, unless the operator allows it", async () => {
    givingRights();
    const input = { GroupId: { $from: { step: 0, path: ["Group", "Id"] } } };
    const plan = planWith({
      undo: [{ service: "ec2", operation: "AuthorizeSecurityGroupIngress", input, does: "it" }],
    });
    const attempt = attemptWith({ plan });
    const answered = { ...attempt, steps: [{ status: "done" as const, output: { Group: { Id: "sg-9" } } }] };
    const fields = { state: "remediated" as const, attempts: [answered] };
    const { id, ask, decisions } = await t.finding(fields);
    const { status, body } = await ask("undo", { reason: "needed" });
    expect({ status, title: body.title, commands: body.commands }).toEqual({
      status: 409,
      title: "Left to a person",
      commands: ["aws ec2 authorize-security-group-ingress --region eu-central-1 --group-id sg-9"],
    });
    expect(await decisions()).toEqual([]);
    expect((await t.exemptions.list(new Date(0))).filter(({ scope }) => scope.finding === id)).toEqual([]);
    expect(await t.send("GET", `/api/findings/${id}`)).toMatchObject({
      body: { actions: ["exempt"], undo: { possible: false, byPerson: true, commands: body.commands } },
    });
    const allowing = await openTestApi({ config: { ...testConfig, undoIamRights: true } });
    onTestFinished(() => allowing.close());
    const same = await allowing.finding(fields);
    expect(await same.ask("undo", { reason: "needed" })).toMatchObject({ status: 202 });
    expect(await allowing.send("GET", `/api/findings/${same.id}`)).toMatchObject({
      body: { actions: ["undo", "exempt"], undo: { possible: true, byPerson: false } },
    });
  });
});

/** No operation that gives rights in IAM is declared yet: one of EC2's stands for it. */
function givingRights(): void {
  const operation = operations.ec2.AuthorizeSecurityGroupIngress;
  operation.givesIamRights = true;
  onTestFinished(() => void delete operation.givesIamRights);
}

it("an exemption for one finding holds for its hours, or until its time in UTC", async () => {
  const { id, ask } = await t.finding({});
  const hours = await ask("exempt", { reason: "x", hours: 3 });
  const until = await ask("exempt", { reason: "x", until: "2026-11-25T02:00:00+02:00" });
  const made = (await t.exemptions.active(t.clock.now)).filter(({ scope }) => scope.finding === id);
  expect(made.map((one) => [one.id, one.until, one.undo])).toEqual([
    [hours.body.exemption, "2026-11-23T12:00:00.000Z", undefined],
    [until.body.exemption, "2026-11-25T00:00:00.000Z", undefined],
  ]);
});
