import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type IngressAccount, openIngressAccount, ssh } from "../../test/ingress.ts";
import { decisions, exemptionWith, LEASE_MS, openFinding } from "../../test/lives.ts";
import { openResponder } from "../../test/responder.ts";
import { toyDetection } from "../../test/toy-detection.ts";
import detection from "../detections/ec2/ec2-sg-ingress-world.ts";
import { claim } from "../finding/lifecycle.ts";
import type { Finding } from "../finding/schema.ts";
import { respond } from "./respond.ts";

/* With the real detection against the sandbox; the whole path is tested in packages/local/test. */

type Responder = Awaited<ReturnType<typeof openResponder>>;

let account: IngressAccount;
let one: Responder;
/** Whose account nobody answers for any more. */
let unreachable: Responder;
beforeAll(async () => {
  account = await openIngressAccount();
  one = await openResponder({ detections: [detection], live: account.live });
  const gone = await openIngressAccount();
  await gone.close();
  unreachable = await openResponder({ detections: [detection], live: gone.live });
});
afterAll(async () => {
  await one.close();
  await unreachable.close();
  await account.close();
});

let count = 0;

/** A finding about a group's rule, as it was written down. */
async function opened(
  { findings }: Responder,
  group = "sg-00000000",
  different: Parameters<typeof openFinding>[0] = {},
): Promise<Finding> {
  count += 1;
  const evidence = { protocol: "tcp", from: 22, to: 22, range: "0.0.0.0/0", groupId: group };
  const resource = { arn: `arn:group-${count}`, type: "AWS::EC2::SecurityGroup", id: group };
  return findings.save(openFinding({ violation: { evidence, resource }, ...different }), undefined);
}

const now = async ({ findings }: Responder, { id }: Finding) => {
  const finding = await findings.get(id);
  if (!finding) throw new Error(`${id} is not there`);
  return finding;
};

describe("respond", () => {
  it("puts right what is wrong, and does nothing the next time", async () => {
    const { group, authorize, rules } = await account.newGroup();
    await authorize(ssh("0.0.0.0/0"));
    const finding = await opened(one, group);
    await respond(finding.id, one.responder);
    expect((await rules()).size).toBe(0);
    const done = await now(one, finding);
    expect(done).toMatchObject({ state: "remediated", safe: { by: "snapback" } });
    await respond(finding.id, one.responder);
    expect(await now(one, finding)).toEqual(done);
  });

  it("waits after a failure that may pass, longer each time, however often it is called meanwhile", async () => {
    const finding = await opened(unreachable);
    for (const wait of [2000, 4000, 8000, 16_000]) {
      await respond(finding.id, unreachable.responder);
      await respond(finding.id, unreachable.responder);
      const dueAt = new Date(unreachable.now().getTime() + wait).toISOString();
      expect(await now(unreachable, finding)).toMatchObject({ state: "open", dueAt });
      unreachable.forward(wait);
    }
    await respond(finding.id, unreachable.responder);
    expect(await now(unreachable, finding)).toMatchObject({ state: "failed", retries: 4 });
  });

  it("leaves alone what another has, until its lease is over", async () => {
    const { group } = await account.newGroup();
    const finding = await opened(one, group);
    const taken = await one.findings.save(claim(finding, "another", LEASE_MS, one.now()), finding);
    await respond(finding.id, one.responder);
    expect(await now(one, finding)).toEqual(taken);
    one.forward(LEASE_MS);
    await respond(finding.id, one.responder);
    expect(await now(one, finding)).toMatchObject({ state: "remediated", safe: { by: "already" } });
  });

  it("goes on from one thing to the next: what was exempt and still stands is put right at once", async () => {
    const { group, authorize, rules } = await account.newGroup();
    await authorize(ssh("0.0.0.0/0"));
    const finding = await opened(one, group, { exemption: exemptionWith() });
    await respond(finding.id, one.responder);
    expect((await rules()).size).toBe(0);
    expect(await now(one, finding)).toMatchObject({ state: "remediated", reopened: 1 });
  });

  it("follows a person's decision that needs nothing of the account, without looking there", async () => {
    const finding = await opened(unreachable);
    await unreachable.decisions.make({ ...decisions.dismiss("dec_1"), findingId: finding.id }, "dismissed");
    await respond(finding.id, unreachable.responder);
    expect(await now(unreachable, finding)).toMatchObject({ state: "dismissed", decided: [{ id: "dec_1" }] });
  });

  it("leaves what it can't put right to a person, with the reason, and does not call it safe", async () => {
    const toy = toyDetection("stuck", { responds: true });
    const stuck = "nobody knows what it was: make a new one";
    const inspect = async () => ({ state: { gone: true }, stuck });
    const detections = [{ ...toy, response: { calls: [], inspect } }];
    const other = await openResponder({
      detections,
      live: account.live,
      config: { modes: { stuck: "auto" } },
    });
    const where = { account: "111122223333", region: "us-east-1", detection: "stuck" };
    const finding = await other.findings.save(openFinding({ where }), undefined);
    await respond(finding.id, other.responder);
    const left = await now(other, finding);
    expect(left).toMatchObject({ state: "open", hold: stuck });
    expect(left).not.toHaveProperty("safe");
    expect(left).not.toHaveProperty("proposal");
    await other.close();
  });

  it("knows nothing of a finding that is not there, and can do nothing about one that is out of reach", async () => {
    await respond("fnd_none", one.responder);
    const where = { account: "111122223333", region: "us-east-1", detection: "ec2-sg-ingress-world" };
    for (const different of [{ detection: "none" }, { account: "444455556666" }, { region: "nowhere" }]) {
      const out = await one.findings.save(openFinding({ where: { ...where, ...different } }), undefined);
      await respond(out.id, one.responder);
      expect(await now(one, out)).toEqual(out);
    }
    expect(one.logged).toContain("respond.not-possible");
  });
});
