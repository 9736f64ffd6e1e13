import type { Mode } from "@snapback/core/settings/config";
import { describe, expect, it } from "vitest";
import { testConfig } from "../../core/test/config.ts";
import { eventually, testLaptop } from "./test-laptop.ts";

/* What the operator has chosen, and what people change of it, where calls are under way or come at once. */

const everyone = { CidrIp: "0.0.0.0/0" };
const ssh = ["tcp/22-22/0.0.0.0/0"];
const monitored = expect.stringContaining("in mode monitor: Snapback records it and changes nothing");
// What waits for approval is due longer than `settled` looks ahead.
const approvalMinutes = 10_000;
const inMode = (mode: Mode) => ({ ...testConfig, approvalMinutes, modes: { "ec2-sg-ingress-world": mode } });
const MODE = "/detections/ec2-sg-ingress-world/mode";

type Laptop = Awaited<ReturnType<typeof testLaptop>>;

describe("a detection in mode monitor", () => {
  it("records what a call shows, and changes nothing", async () => {
    const laptop = await testLaptop({ config: inMode("monitor") });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual(ssh);
    expect(await laptop.finding()).toMatchObject({ state: "open", hold: monitored, attempts: [] });
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(0);
  });

  it("records what only the live account shows, and changes nothing", async () => {
    const laptop = await testLaptop({ config: inMode("monitor") });
    const { SecurityGroupRules = [] } = await laptop.open({ CidrIp: "192.0.2.7/32" });
    await laptop.change(SecurityGroupRules[0], "0.0.0.0/0");
    await laptop.settled();
    expect(await laptop.finding()).toMatchObject({ state: "open", hold: monitored, attempts: [] });
    expect(await laptop.ingress()).toEqual(ssh);
  });

  it("acts on what shows again once it is in mode auto", async () => {
    const laptop = await testLaptop({ config: inMode("monitor") });
    const { SecurityGroupRules = [] } = await laptop.open(everyone);
    await laptop.settled();
    await laptop.call("PUT", MODE, { mode: "auto", version: 0 });
    const ids = SecurityGroupRules.map(({ SecurityGroupRuleId = "" }) => SecurityGroupRuleId);
    await laptop.ec2.revokeSecurityGroupIngress({ GroupId: laptop.group, SecurityGroupRuleIds: ids });
    await laptop.open(everyone);
    const finding = await laptop.reaches("remediated");
    expect(await laptop.ingress()).toEqual([]);
    expect(finding).toMatchObject({ occurrences: 2 });
    expect(finding.hold).toBeUndefined();
  });
});

describe("a response that is under way", () => {
  /** Opens a rule, and lets the response look at it only after the change. */
  async function changedMeanwhile(change: (laptop: Laptop) => Promise<unknown>): Promise<Laptop> {
    const laptop = await testLaptop({ config: inMode("auto") });
    await laptop.fault({ operation: "DescribeSecurityGroupRules", delayMs: 60_000 });
    await laptop.open(everyone);
    await laptop.held("DescribeSecurityGroupRules");
    await change(laptop);
    await laptop.letGo();
    await laptop.settled();
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(0);
    return laptop;
  }

  it("changes nothing any more once its detection is in mode monitor", async () => {
    const laptop = await changedMeanwhile(({ call }) => call("PUT", MODE, { mode: "monitor", version: 0 }));
    const finding = await laptop.finding();
    expect(finding).toMatchObject({ state: "open", hold: monitored, attempts: [] });
    const activity = await laptop.findings.activity(finding);
    expect(activity.map(({ by }) => by.kind)).toEqual(["caller", "snapback", "snapback"]);
  });

  it("waits for approval once somebody has paused", async () => {
    const laptop = await changedMeanwhile(({ call }) => call("POST", "/pause", { reason: "a freeze" }));
    expect(await laptop.finding()).toMatchObject({
      state: "awaiting-approval",
      proposal: { why: expect.stringContaining("a freeze") },
    });
  });

  it("leaves alone what somebody has exempted meanwhile", async () => {
    const until = new Date(Date.now() + 80 * 86_400_000).toISOString();
    const laptop = await changedMeanwhile(({ call, aws }) =>
      call("POST", "/exemptions", { scope: { account: aws.account }, reason: "a test", until }),
    );
    expect(await laptop.finding()).toMatchObject({ state: "exempt", attempts: [] });
  });
});

describe("the cap on automatic changes", () => {
  const hour = Date.UTC(2030, 0, 1, 8);
  const capped = (automaticChangesPerHour: number) => ({ ...inMode("auto"), automaticChangesPerHour });
  const openPorts = (laptop: Laptop, ...ports: number[]) =>
    Promise.all(ports.map((port) => laptop.open({ ...everyone, FromPort: port, ToPort: port })));
  const falls = ({ lines }: Laptop) => lines.filter(({ message }) => message === "pause.fallen");
  const states = async (laptop: Laptop) => (await laptop.list()).map(({ state }) => state).toSorted();

  it("stops all but so many of the responses that run at once, and the others wait for approval", async () => {
    const laptop = await testLaptop({ config: capped(3), now: () => new Date(hour) });
    await openPorts(laptop, ...Array.from({ length: 12 }, (_, index) => 2000 + index));
    await eventually(async () => {
      const waiting = (await states(laptop)).filter((state) => state === "awaiting-approval");
      expect(waiting).toHaveLength(9);
      expect(laptop.busy()).toBe(false);
    });
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(3);
    expect(await laptop.ingress()).toHaveLength(9);
    const findings = await laptop.list();
    expect(findings.filter(({ state }) => state === "remediated")).toHaveLength(3);
    for (const { proposal, attempts } of findings.filter(({ state }) => state === "awaiting-approval")) {
      expect(attempts).toEqual([]);
      expect(proposal?.why).toContain("3 automatic changes were made within the hour");
    }
    // However many come up against it, it falls once.
    expect(falls(laptop)).toHaveLength(1);
  });

  it("lets as many as it says, and the next hour as many again", async () => {
    let time = hour;
    const laptop = await testLaptop({ config: capped(2), now: () => new Date(time) });
    await openPorts(laptop, 2000, 2001);
    await laptop.settled();
    time = hour + 3_600_000;
    await openPorts(laptop, 2002, 2003);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual([]);
    expect(falls(laptop)).toEqual([]);

    await openPorts(laptop, 2004);
    await eventually(() => expect(falls(laptop)).toHaveLength(1));
    // What has fallen stays so, also in the hour after.
    time = hour + 2 * 3_600_000;
    await openPorts(laptop, 2005);
    await eventually(async () =>
      expect((await states(laptop)).filter((state) => state === "awaiting-approval")).toHaveLength(2),
    );
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(4);
  });

  it("of 0 lets nothing through", async () => {
    const laptop = await testLaptop({ config: capped(0) });
    await laptop.open(everyone);
    expect(await laptop.reaches("awaiting-approval")).toMatchObject({ attempts: [] });
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(0);
    expect(falls(laptop)).toHaveLength(1);
  });
});
