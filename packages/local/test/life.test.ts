import { describe, expect, it } from "vitest";
import * as z from "zod";
import { testConfig } from "../../core/test/config.ts";
import { clock, eventually, testLaptop } from "./test-laptop.ts";

/* The life of a finding through the API, the real handlers, the tables and the sandbox. */

const everyone = { CidrIp: "0.0.0.0/0" };
const approving = { ...testConfig, modes: { "ec2-sg-ingress-world": "approve" as const } };
const HOUR_MS = 3_600_000;

const ssh = ["tcp/22-22/0.0.0.0/0"];

describe("mode approve", () => {
  it("waits with the plan, and runs it when it is approved", async () => {
    const laptop = await testLaptop({ config: approving });
    await laptop.open(everyone);
    const waiting = await laptop.reaches("awaiting-approval");
    expect(await laptop.ingress()).toEqual(ssh);
    expect(waiting.proposal).toMatchObject({
      why: "detection ec2-sg-ingress-world is in mode approve",
      plan: { steps: [{ operation: "RevokeSecurityGroupIngress" }] },
    });

    await laptop.call("POST", `/findings/${waiting.id}/approve`, { proposal: waiting.proposal?.id });
    const done = await laptop.reaches("remediated");
    expect(await laptop.ingress()).toEqual([]);
    expect(done).toMatchObject({
      safe: { by: "snapback" },
      attempts: [{ approvedBy: { kind: "person", id: "person-1", name: "a person" } }],
    });
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(1);
  });

  it("asks again, with the difference, where the resource takes another plan by then", async () => {
    const laptop = await testLaptop({ config: approving });
    const range = { CidrIp: "0.0.0.0/0", Description: "for a test" };
    await laptop.open({
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [range] }],
    });
    const waiting = await laptop.reaches("awaiting-approval");
    await laptop.unnoticed(async () => {
      const Filters = [{ Name: "group-id", Values: [laptop.group] }];
      const { SecurityGroupRules = [] } = await laptop.ec2.describeSecurityGroupRules({ Filters });
      const rule = SecurityGroupRules.find(({ CidrIpv4, IsEgress }) => CidrIpv4 && !IsEgress);
      await laptop.ec2.revokeSecurityGroupIngress({
        GroupId: laptop.group,
        SecurityGroupRuleIds: [rule?.SecurityGroupRuleId ?? ""],
      });
      await laptop.open(everyone);
    });
    await laptop.call("POST", `/findings/${waiting.id}/approve`, { proposal: waiting.proposal?.id });
    await eventually(async () => {
      const again = await laptop.finding();
      expect(again.state).toBe("awaiting-approval");
      expect(again.proposal?.id).not.toBe(waiting.proposal?.id);
    });
    expect(await laptop.ingress()).toEqual(ssh);
    const { proposal } = await laptop.finding();
    expect(proposal?.why).toContain("has changed since the plan was approved");
    expect(proposal?.instead).toEqual(waiting.proposal?.plan);
    const shown = await laptop.call("GET", `/findings/${waiting.id}`);
    expect(shown).toMatchObject({ proposal: { difference: expect.arrayContaining([expect.anything()]) } });

    await laptop.call("POST", `/findings/${waiting.id}/approve`, { proposal: proposal?.id });
    await laptop.reaches("remediated");
    expect(await laptop.ingress()).toEqual([]);
  });

  it("leaves it alone where it is rejected, with the reason", async () => {
    const laptop = await testLaptop({ config: approving });
    await laptop.open(everyone);
    const { id, proposal } = await laptop.reaches("awaiting-approval");
    await laptop.call("POST", `/findings/${id}/reject`, {
      proposal: proposal?.id,
      reason: "it is meant to be",
    });
    expect(await laptop.reaches("dismissed")).toMatchObject({
      dismissed: { reason: "it is meant to be", by: { id: "person-1" } },
    });
    expect(await laptop.ingress()).toEqual(ssh);
  });

  it("says so when nobody approves in time, and makes the plan anew when it is wanted", async () => {
    const time = clock();
    const laptop = await testLaptop({ config: approving, now: time.now });
    await laptop.open(everyone);
    const { id, proposal } = await laptop.reaches("awaiting-approval");
    time.forward(25 * HOUR_MS);
    expect(await laptop.reaches("open")).toMatchObject({ hold: expect.stringContaining("nobody approved") });
    await laptop.call("POST", `/findings/${id}/approve`, { proposal: proposal?.id }, 409);
    await laptop.call("POST", `/findings/${id}/retry`, {});
    const again = await laptop.reaches("awaiting-approval");
    await laptop.call("POST", `/findings/${id}/approve`, { proposal: again.proposal?.id });
    await laptop.reaches("remediated");
  });
});

describe("mode monitor", () => {
  it("keeps the plan that it would have run, and a person may still run it", async () => {
    const config = { ...testConfig, modes: { "ec2-sg-ingress-world": "monitor" as const } };
    const laptop = await testLaptop({ config });
    await laptop.open(everyone);
    await laptop.settled();
    const held = await laptop.finding();
    expect(held).toMatchObject({
      state: "open",
      hold: expect.stringContaining("mode monitor"),
      proposal: { plan: { steps: [{ operation: "RevokeSecurityGroupIngress" }] } },
    });
    expect(await laptop.ingress()).toEqual(ssh);
    await laptop.call("POST", `/findings/${held.id}/approve`, { proposal: held.proposal?.id });
    await laptop.reaches("remediated");
    expect(await laptop.ingress()).toEqual([]);
  });
});

describe("settings that people change", () => {
  it("hold from then on: a detection's mode, for one account or for all", async () => {
    const laptop = await testLaptop();
    const mode = "/detections/ec2-sg-ingress-world/mode";
    await laptop.call("PUT", mode, { mode: "monitor", account: "444455556666", version: 0 });
    await laptop.open(everyone);
    await laptop.reaches("remediated");
    await laptop.call("PUT", mode, { mode: "monitor", account: laptop.aws.account, version: 1 });
    await laptop.open(everyone);
    await laptop.reaches("open");
    expect(await laptop.ingress()).toEqual(ssh);
    await laptop.call("PUT", mode, { mode: "auto", version: 1 }, 409);
  });

  it("hold from then on: a detection's parameters, whose version the finding names", async () => {
    const laptop = await testLaptop();
    const parameters = "/detections/ec2-sg-ingress-world/parameters";
    await laptop.call("PUT", parameters, { values: { tcpPorts: [22, 443] }, version: 0 });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.list()).toEqual([]);
    expect(await laptop.ingress()).toEqual(ssh);
    await laptop.open({ ...everyone, FromPort: 80, ToPort: 80 });
    expect(await laptop.reaches("remediated")).toMatchObject({
      judged: { version: 1, parameters: { tcpPorts: [22, 443] } },
    });
    await laptop.call("PUT", parameters, { values: { tcpPorts: ["all"] }, version: 1 }, 400);
  });
});

describe("the pause", () => {
  it("makes everything wait for approval, and what is approved runs", async () => {
    const laptop = await testLaptop();
    await laptop.call("POST", "/pause", { reason: "a migration" });
    await laptop.open(everyone);
    const { id, proposal } = await laptop.reaches("awaiting-approval");
    expect(proposal?.why).toContain("a migration");
    expect(await laptop.ingress()).toEqual(ssh);
    await laptop.call("POST", `/findings/${id}/approve`, { proposal: proposal?.id });
    await laptop.reaches("remediated");
    await laptop.call("POST", "/resume", { reason: "done" });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.finding()).toMatchObject({ state: "remediated", reopened: 1 });
  });

  it("falls by itself once as many changes were made as may be, and people are told; a resume counts anew", async () => {
    const config = { ...testConfig, automaticChangesPerHour: 2 };
    const laptop = await testLaptop({ config });
    for (const port of [22, 23, 24, 25]) await laptop.open({ ...everyone, FromPort: port, ToPort: port });
    const states = async () => (await laptop.list()).map(({ state }) => state).toSorted();
    await eventually(async () =>
      expect(await states()).toEqual(["awaiting-approval", "awaiting-approval", "remediated", "remediated"]),
    );
    expect(await laptop.call("GET", "/settings")).toMatchObject({ paused: { fallen: true } });
    await eventually(() => {
      const entries = laptop.inbox.messages.flatMap((message) => message.entries);
      expect(entries).toContainEqual(expect.objectContaining({ summary: "Automatic changes are paused" }));
    });
    await laptop.call("POST", "/resume", {});
    await laptop.open({ ...everyone, FromPort: 26, ToPort: 26 });
    await eventually(async () =>
      expect((await states()).filter((state) => state === "remediated")).toHaveLength(3),
    );
  });
});

const Exempted = z.object({ exemption: z.string() });

describe("an undo", () => {
  it("brings back what was taken away, description and tags included, and it stands", async () => {
    const laptop = await testLaptop();
    const range = { CidrIp: "0.0.0.0/0", Description: "for a demo" };
    await laptop.open({
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [range] }],
      TagSpecifications: [{ ResourceType: "security-group-rule", Tags: [{ Key: "owner", Value: "me" }] }],
    });
    const { id } = await laptop.reaches("remediated");
    await laptop.call("POST", `/findings/${id}/undo`, { reason: "the demo is on" });
    const undone = await laptop.reaches("undone");
    await eventually(() => expect(laptop.busy()).toBe(false));
    expect(await laptop.ingress()).toEqual(ssh);
    const Filters = [{ Name: "group-id", Values: [laptop.group] }];
    const { SecurityGroupRules = [] } = await laptop.ec2.describeSecurityGroupRules({ Filters });
    const rule = SecurityGroupRules.find(({ CidrIpv4, IsEgress }) => CidrIpv4 && !IsEgress);
    expect(rule).toMatchObject({ Description: "for a demo", Tags: [{ Key: "owner", Value: "me" }] });
    // The rule has a new id, which the finding has.
    expect(JSON.stringify(undone.undo?.outcomes)).toContain(rule?.SecurityGroupRuleId);
    expect(undone.attempts.at(-1)?.undone).toBe(undone.undo?.decision);
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(1);
    expect(laptop.effects("AuthorizeSecurityGroupIngress")).toBe(2);
    await laptop.call("POST", `/findings/${id}/undo`, { reason: "once more" }, 409);
  });

  it("waits for approval once its exemption has ended and the violation stands", async () => {
    const time = clock();
    const laptop = await testLaptop({ now: time.now });
    await laptop.open(everyone);
    const { id } = await laptop.reaches("remediated");
    await laptop.call("POST", `/findings/${id}/undo`, { reason: "an hour is enough", hours: 1 });
    await laptop.reaches("undone");
    time.forward(2 * HOUR_MS);
    const { proposal } = await laptop.reaches("awaiting-approval");
    expect(await laptop.ingress()).toEqual(ssh);
    await laptop.call("POST", `/findings/${id}/approve`, { proposal: proposal?.id });
    await laptop.reaches("remediated");
    expect(await laptop.ingress()).toEqual([]);
  });

  it("is refused where somebody has changed the resource since, and goes on over just the change that was seen", async () => {
    const laptop = await testLaptop();
    await laptop.open(everyone);
    const { id } = await laptop.reaches("remediated");
    await laptop.open({ CidrIp: "10.0.0.0/8" });
    const asked = { reason: "it was needed" };
    await laptop.call("POST", `/findings/${id}/undo`, asked);
    const refusal = () =>
      eventually(async () => {
        const finding = await laptop.finding();
        expect(finding).toMatchObject({ state: "remediated", refusal: { reason: expect.any(String) } });
        return finding.refusal;
      });
    const first = await refusal();
    expect(first?.reason).toContain("changed by somebody else");
    expect(JSON.stringify(first?.now)).toContain("10.0.0.0/8");
    expect(JSON.stringify(first?.was)).not.toContain("10.0.0.0/8");
    expect(await laptop.ingress()).toEqual(["tcp/22-22/10.0.0.0/8"]);

    await laptop.open({ CidrIp: "10.0.0.0/8", FromPort: 23, ToPort: 23 });
    await laptop.call("POST", `/findings/${id}/undo`, { ...asked, force: first?.force });
    const second = await eventually(async () => {
      const now = await refusal();
      expect(now?.force).not.toBe(first?.force);
      return now;
    });
    await laptop.call("POST", `/findings/${id}/undo`, { ...asked, force: first?.force }, 409);
    expect(laptop.effects("AuthorizeSecurityGroupIngress")).toBe(3);
    await laptop.call("POST", `/findings/${id}/undo`, { ...asked, force: second?.force });
    await laptop.reaches("undone");
    expect(await laptop.ingress()).toContain("tcp/22-22/0.0.0.0/0");
  });

  it("that was refused leaves no exemption that would let the violation through", async () => {
    const laptop = await testLaptop();
    await laptop.open(everyone);
    const { id } = await laptop.reaches("remediated");
    await laptop.open({ CidrIp: "10.0.0.0/8" });
    await laptop.call("POST", `/findings/${id}/undo`, { reason: "it was needed" });
    await eventually(async () => expect((await laptop.finding()).refusal).toBeDefined());
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.finding()).toMatchObject({ state: "remediated", reopened: 1 });
  });

  it("is not refused for what Snapback itself took away from the same resource", async () => {
    const laptop = await testLaptop();
    await laptop.open(everyone);
    await laptop.reaches("remediated");
    await laptop.open({ ...everyone, FromPort: 3389, ToPort: 3389 });
    await laptop.settled();
    const first = (await laptop.list()).find(({ summary }) => summary.includes("port 22"));
    await laptop.call("POST", `/findings/${first?.id}/undo`, { reason: "needed" });
    await eventually(async () => {
      const found = await laptop.findings.get(first?.id ?? "");
      expect(found).toMatchObject({ state: "undone" });
    });
    expect(await laptop.ingress()).toEqual(ssh);
  });
});

describe("an exemption", () => {
  const until = (ms: number) => new Date(Date.now() + ms).toISOString();

  it("keeps Snapback's hands off, and the finding says which one; once it ends, the violation is put right", async () => {
    const time = clock();
    const laptop = await testLaptop({ now: time.now });
    const scope = { principal: "arn:aws:iam::*:*", ports: { from: 22, to: 22 } };
    const made = await laptop.call("POST", "/exemptions", { scope, reason: "a lab", until: until(HOUR_MS) });
    const { exemption } = z.object({ exemption: z.object({ id: z.string() }) }).parse(made);
    await laptop.open(everyone);
    await laptop.open({ ...everyone, FromPort: 23, ToPort: 23 });
    await eventually(async () => {
      const findings = await laptop.list();
      expect(findings.map(({ state }) => state).toSorted()).toEqual(["exempt", "remediated"]);
      expect(findings.find(({ state }) => state === "exempt")?.exemption?.id).toBe(exemption.id);
    });
    expect(await laptop.ingress()).toEqual(ssh);
    time.forward(2 * HOUR_MS);
    await eventually(async () => expect(await laptop.ingress()).toEqual([]));
    await laptop.settled();
  });

  it("made for a finding that waits takes it out of the queue; ended, it is open again", async () => {
    const laptop = await testLaptop({ config: approving });
    await laptop.open(everyone);
    const { id } = await laptop.reaches("awaiting-approval");
    const asked = await laptop.call("POST", `/findings/${id}/exempt`, { reason: "a lab", hours: 1 });
    await laptop.reaches("exempt");
    const { exemption } = Exempted.parse(asked);
    await laptop.call("POST", `/exemptions/${exemption}/end`, { reason: "the lab is over" });
    expect(await laptop.reaches("awaiting-approval")).toMatchObject({ reopened: 1 });
  });

  it("by a tag holds only for keys that the operator listed", async () => {
    const config = { ...testConfig, exemptions: { ...testConfig.exemptions, tagKeys: ["snapback"] } };
    const laptop = await testLaptop({ config });
    const exempt = (key: string) => ({
      scope: { tag: { key, value: "off" } },
      reason: "labs",
      until: until(HOUR_MS),
    });
    await laptop.call("POST", "/exemptions", exempt("owner"), 400);
    await laptop.call("POST", "/exemptions", exempt("snapback"));
    await laptop.open(everyone);
    await laptop.reaches("remediated");
    await laptop.ec2.createTags({ Resources: [laptop.group], Tags: [{ Key: "snapback", Value: "off" }] });
    await laptop.open(everyone);
    await laptop.reaches("exempt");
    expect(await laptop.ingress()).toEqual(ssh);
  });
});

describe("the same violation again and again", () => {
  it("is contested, with who is at it, and goes on with waits where it is critical", async () => {
    const time = clock();
    const laptop = await testLaptop({ now: time.now });
    for (let times = 0; times < 3; times++) {
      await laptop.open(everyone);
      await laptop.settled();
    }
    await laptop.open(everyone);
    const contested = await laptop.reaches("contested");
    expect(contested).toMatchObject({ contested: { times: 3 }, severity: "critical" });
    expect(await laptop.ingress()).toEqual(ssh);
    await eventually(() => {
      const said = JSON.stringify(laptop.inbox.messages);
      expect(said).toContain("3 times");
      expect(said).toContain("laptop");
    });
    time.forward(31_000);
    await eventually(async () => expect(await laptop.ingress()).toEqual([]));
    await laptop.reaches("remediated");
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(4);
  });

  it("stops until a person resolves it where it is less than critical", async () => {
    const laptop = await testLaptop();
    const odd = { ...everyone, FromPort: 8443, ToPort: 8443 };
    for (let times = 0; times < 3; times++) {
      await laptop.open(odd);
      await laptop.settled();
    }
    await laptop.open(odd);
    const { id, proposal, dueAt, severity } = await laptop.reaches("contested");
    expect({ dueAt, severity }).toEqual({ dueAt: undefined, severity: "high" });
    await laptop.call("POST", `/findings/${id}/approve`, { proposal: proposal?.id });
    await laptop.reaches("remediated");
    // Whoever approves has resolved it.
    await laptop.open(odd);
    await laptop.settled();
    expect(await laptop.finding()).toMatchObject({ state: "remediated", reopened: 4 });
  });
});

describe("the activity", () => {
  it("has all that people and Snapback did, the latest first", async () => {
    const laptop = await testLaptop({ config: approving });
    await laptop.open(everyone);
    const { id, proposal } = await laptop.reaches("awaiting-approval");
    await laptop.call("POST", `/findings/${id}/approve`, { proposal: proposal?.id });
    await laptop.reaches("remediated");
    await laptop.call("POST", "/pause", { reason: "a migration" });
    const Page = z.object({
      entries: z.array(z.object({ what: z.string(), by: z.object({ kind: z.string() }) })),
    });
    const { entries } = Page.parse(await laptop.call("GET", "/activity"));
    const kinds = new Set(entries.map(({ by }) => by.kind));
    expect(kinds).toEqual(new Set(["person", "snapback", "caller"]));
    expect(entries.map(({ what }) => what).join("\n")).toMatch(
      /migration[^]*verified: safe again[^]*approved/,
    );
  });
});
