import type { Mode } from "@snapback/core/settings/config";
import { defaultSettings, type Settings } from "@snapback/core/settings/settings";
import { describe, expect, it, vi } from "vitest";
import { testLaptop } from "./test-laptop.ts";

const everyone = { CidrIp: "0.0.0.0/0" };
const inMode = (mode: () => Mode): Settings => ({ ...defaultSettings, mode });
const monitored = expect.stringContaining("in mode monitor: Snapback records it and changes nothing");

describe("a detection in mode monitor", () => {
  it("records what a call shows, and changes nothing", async () => {
    const laptop = await testLaptop({ settings: inMode(() => "monitor") });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0"]);
    expect(await laptop.list()).toMatchObject([{ state: "open", hold: monitored, attempts: [], version: 1 }]);
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(0);
  });

  it("records what only the live account shows, and changes nothing", async () => {
    const laptop = await testLaptop({ settings: inMode(() => "monitor") });
    const { SecurityGroupRules = [] } = await laptop.open({ CidrIp: "192.0.2.7/32" });
    await laptop.change(SecurityGroupRules[0], "0.0.0.0/0");
    await laptop.settled();
    expect(await laptop.list()).toMatchObject([{ state: "open", hold: monitored, attempts: [], version: 1 }]);
    expect(await laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0"]);
  });

  it("acts on what shows again once the operator has switched to auto", async () => {
    let mode: Mode = "monitor";
    const laptop = await testLaptop({ settings: inMode(() => mode) });
    const { SecurityGroupRules = [] } = await laptop.open(everyone);
    await laptop.settled();
    mode = "auto";
    const ids = SecurityGroupRules.map(({ SecurityGroupRuleId = "" }) => SecurityGroupRuleId);
    await laptop.ec2.revokeSecurityGroupIngress({ GroupId: laptop.group, SecurityGroupRuleIds: ids });
    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual([]);
    const [finding, ...others] = await laptop.list();
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ state: "remediated", occurrences: 2 });
    expect(finding?.hold).toBeUndefined();
  });

  it("stops a message that was under way when the operator switched to it", async () => {
    // What detect asks is answered before the switch, what respond asks after it.
    const answers: Mode[] = ["auto"];
    const laptop = await testLaptop({ settings: inMode(() => answers.shift() ?? "monitor") });
    await laptop.open(everyone);
    await laptop.settled();
    const [finding] = await laptop.list();
    expect(finding).toMatchObject({ state: "open", hold: monitored, attempts: [] });
    expect(await laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0"]);
    expect(finding && (await laptop.findings.activity(finding)).map(({ by }) => by)).toEqual([
      "laptop",
      "snapback",
    ]);
  });
});

describe("the cap on automatic changes", () => {
  const hour = Date.UTC(2030, 0, 1, 8);
  const capped = (automaticChangesPerHour: number): Settings => ({
    ...defaultSettings,
    automaticChangesPerHour,
  });
  const ports = (count: number) => Array.from({ length: count }, (_, index) => 2000 + index);
  type Laptop = Awaited<ReturnType<typeof testLaptop>>;
  const openPorts = (laptop: Laptop, count: number) =>
    Promise.all(ports(count).map((port) => laptop.open({ ...everyone, FromPort: port, ToPort: port })));
  const refusals = (laptop: Laptop) =>
    laptop.lines.filter(({ message }) => message === "respond.cap-reached");

  it("stops all but so many of the responses that run at once, and leaves the others to a person", async () => {
    const laptop = await testLaptop({ settings: capped(3), now: () => new Date(hour) });
    await openPorts(laptop, 12);
    await laptop.settled();
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(3);
    expect(await laptop.ingress()).toHaveLength(9);
    const findings = await laptop.list();
    expect(findings.filter(({ state }) => state === "remediated")).toHaveLength(3);
    const held = findings.filter(({ state }) => state === "open");
    expect(held).toHaveLength(9);
    for (const finding of held) {
      expect(finding).toMatchObject({
        hold: expect.stringContaining("automaticChangesPerHour: 3"),
        attempts: [],
      });
      expect((await laptop.findings.activity(finding)).at(-1)).toMatchObject({
        by: "snapback",
        what: expect.stringContaining("left to a person: this hour has had as many"),
        to: "open",
      });
    }
    expect(refusals(laptop)).toHaveLength(9);
  });

  it("lets as many as it says, and the next hour as many again", async () => {
    let time = hour;
    const laptop = await testLaptop({ settings: capped(2), now: () => new Date(time) });
    await openPorts(laptop, 2);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual([]);
    expect(refusals(laptop)).toEqual([]);

    await laptop.open(everyone);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0"]);
    expect(refusals(laptop)).toHaveLength(1);

    time = hour + 3_600_000;
    await openPorts(laptop, 1);
    await laptop.settled();
    expect(await laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0"]);
  });

  it("of 0 lets nothing through", async () => {
    const laptop = await testLaptop({ settings: capped(0) });
    await laptop.open(everyone);
    await vi.waitFor(() => expect(refusals(laptop)).toHaveLength(1));
    await laptop.settled();
    expect(laptop.effects("RevokeSecurityGroupIngress")).toBe(0);
    expect(await laptop.list()).toMatchObject([{ state: "open", attempts: [] }]);
  });
});
