import { DisableRuleCommand } from "@aws-sdk/client-eventbridge";
import type { Mode } from "@snapback/core/settings/config";
import { describe, expect, it, vi } from "vitest";
import { testConfig } from "../../core/test/config.ts";
import { rewrite, type TestStage, testStage } from "./test-stage.ts";

const forever = new AbortController().signal;
const patient = { live: { timeoutMs: 10_000, signal: forever } };
const hasty = { live: { timeoutMs: 100, signal: forever } };

const inMode = (mode: Mode) => ({ config: { ...testConfig, modes: { "ec2-sg-ingress-world": mode } } });
const deaf = ({ clients }: TestStage) =>
  clients.events.send(new DisableRuleCommand({ Name: "snapback-laptop-ec2" }));
const liveLine = (output: string) => /^(ok|warning|FAILED) +live +.*$/m.exec(output)?.[0];

describe("npm run doctor -- --live", () => {
  it("opens a port of the test group, and times how long Snapback takes to close it", async () => {
    const stage = await testStage();
    const { code, output } = await stage.doctor(patient);
    expect(liveLine(output)).toMatch(
      /^ok {6}live {10}TCP port 22 of sg-\w+ was opened to 0\.0\.0\.0\/0, and safe [\d.]+ m?s later \([\d.]+ m?s after Snapback had its record\)$/,
    );
    expect(code).toBe(0);
    expect(await stage.laptop.ingress()).toEqual([]);
    expect(await stage.laptop.list()).toMatchObject([{ state: "remediated", safe: { by: "snapback" } }]);
  });

  it("tells this time from an earlier one", async () => {
    const stage = await testStage();
    await stage.doctor(patient);
    await deaf(stage);
    const { output } = await stage.doctor({ ...hasty, now: () => new Date(Date.now() + 86_400_000) });
    expect(liveLine(output)).toMatch(/TCP port 22 of .*Snapback did not see it within 100 ms/);
  });

  it("leaves a port alone that is contested, however long ago it was closed", async () => {
    const contested = { times: 1, withinMinutes: 60, critical: "stop" } as const;
    const stage = await testStage({ config: { ...testConfig, contested } });
    const { laptop } = stage;
    const rule = { GroupId: laptop.group, IpProtocol: "tcp", FromPort: 22, ToPort: 22, CidrIp: "0.0.0.0/0" };
    for (const state of ["remediated", "contested"]) {
      await laptop.ec2.authorizeSecurityGroupIngress(rule);
      await vi.waitFor(async () => expect(await laptop.list()).toMatchObject([{ state }]), 10_000);
    }
    await laptop.ec2.revokeSecurityGroupIngress(rule);
    const { output } = await stage.doctor({ ...patient, now: () => new Date(Date.now() + 86_400_000) });
    expect(liveLine(output)).toContain("TCP port 23 of");
  });

  it("takes another port each time within a day, so that it contests nothing", async () => {
    const stage = await testStage();
    for (const port of [22, 23]) {
      const { output } = await stage.doctor(patient);
      expect(liveLine(output)).toContain(`TCP port ${port} of`);
    }
  });

  it("gives up on a stage that does not see it, and takes back its own rule and no other", async () => {
    const stage = await testStage();
    await deaf(stage);
    await stage.laptop.open({ CidrIp: "0.0.0.0/0", FromPort: 22, ToPort: 23 });
    const { code, output } = await stage.doctor(hasty);
    expect(liveLine(output)).toMatch(
      /^FAILED {2}live .*TCP port 24 of .*, and Snapback did not see it within 100 ms; the doctor took its rule back$/,
    );
    expect(code).toBe(1);
    expect(await stage.laptop.ingress()).toEqual(["tcp/22-23/0.0.0.0/0"]);
    expect(stage.laptop.effects("RevokeSecurityGroupIngress")).toBe(1);
  });

  it("takes its rule back when it is interrupted", async () => {
    const stage = await testStage();
    await deaf(stage);
    const interrupted = new AbortController();
    const run = stage.doctor({ live: { timeoutMs: 60_000, signal: interrupted.signal } });
    await vi.waitFor(
      async () => expect(await stage.laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0"]),
      10_000,
    );
    interrupted.abort();
    const { code, output } = await run;
    expect(liveLine(output)).toMatch(
      /the doctor was interrupted before it was safe; the doctor took its rule back$/,
    );
    expect(code).toBe(1);
    expect(await stage.laptop.ingress()).toEqual([]);
  });

  it("opens nothing when it was interrupted before", async () => {
    const stage = await testStage();
    const { code, output } = await stage.doctor({ live: { timeoutMs: 1, signal: AbortSignal.abort() } });
    expect(liveLine(output)).toMatch(/^FAILED .*interrupted before anything was opened$/);
    expect(code).toBe(1);
    expect(stage.laptop.effects("AuthorizeSecurityGroupIngress")).toBe(0);
  });

  it("says in AWS's words why Snapback could not close it, and closes it", async () => {
    const stage = await testStage();
    const error = { code: "UnauthorizedOperation", message: "You are not authorized.", status: 403 };
    await stage.laptop.fault({ operation: "RevokeSecurityGroupIngress", times: 1, error });
    const { output } = await stage.doctor(patient);
    expect(liveLine(output)).toMatch(
      /Snapback could not close it: UnauthorizedOperation: You are not authorized\. \(fnd_\w+\); the doctor took its rule back$/,
    );
    expect(await stage.laptop.ingress()).toEqual([]);
  });

  it("says how to close it by hand where it can't itself", async () => {
    const stage = await testStage();
    await deaf(stage);
    const error = { code: "UnauthorizedOperation", message: "You are not authorized.", status: 403 };
    await stage.laptop.fault({ operation: "RevokeSecurityGroupIngress", times: 9, error });
    const { code, output } = await stage.doctor(hasty);
    expect(output).toMatch(
      /^FAILED {2}live .*taking it back: UnauthorizedOperation: You are not authorized\.$/m,
    );
    expect(output).toMatch(
      /-> aws ec2 revoke-security-group-ingress --endpoint-url \S+ --region us-east-1 --group-id sg-\w+ --protocol tcp --port 22 --cidr 0\.0\.0\.0\/0$/m,
    );
    expect(code).toBe(1);
  });

  it("expects of mode monitor that it sees it and leaves it", async () => {
    const stage = await testStage(inMode("monitor"));
    const { code, output } = await stage.doctor(patient);
    expect(liveLine(output)).toMatch(
      /^warning live .*Snapback saw it within [\d.]+ m?s and left it, as it should: .*monitor.*; the doctor took its rule back$/,
    );
    expect(code).toBe(0);
    expect(await stage.laptop.ingress()).toEqual([]);
  });

  it("expects of mode approve that it asks a person", async () => {
    const stage = await testStage(inMode("approve"));
    const { code, output } = await stage.doctor(patient);
    expect(liveLine(output)).toMatch(
      /^warning live .*Snapback saw it within [\d.]+ m?s and asks a person before it closes it: .*approve.*; the doctor took its rule back$/,
    );
    expect(code).toBe(0);
    expect(await stage.laptop.ingress()).toEqual([]);
  });

  it("tells that somebody has paused Snapback", async () => {
    const stage = await testStage();
    await stage.laptop.call("POST", "/pause", { reason: "maintenance" });
    const { output } = await stage.doctor(patient);
    expect(liveLine(output)).toMatch(/^warning live .*asks a person before it closes it: .*maintenance/);
  });

  it("tells of an exemption that covers its violation", async () => {
    const stage = await testStage();
    const until = new Date(Date.now() + 3_600_000).toISOString();
    const scope = { detection: "ec2-sg-ingress-world" };
    await stage.laptop.call("POST", "/exemptions", { scope, reason: "a migration", until });
    const { output } = await stage.doctor(patient);
    expect(liveLine(output)).toMatch(/^warning live .*left it, as it should: exemption \w+ covers it \(fnd_/);
  });

  it("opens nothing but a group of the test VPC", async () => {
    const stage = await testStage();
    const { laptop } = stage;
    const { Vpcs = [] } = await laptop.ec2.describeVpcs();
    const other = Vpcs.find(({ Tags = [] }) => !Tags.some(({ Value }) => Value === "snapback-test"));
    const group = await laptop.ec2.createSecurityGroup({
      GroupName: "production",
      Description: "not for tests",
      VpcId: other?.VpcId,
    });
    await rewrite(stage, { testSecurityGroup: group.GroupId });
    const { code, output } = await stage.doctor(patient);
    expect(liveLine(output)).toMatch(
      /is in vpc-\w+, which is not named snapback-test: the doctor leaves it alone$/,
    );
    expect(code).toBe(1);
    await rewrite(stage, { testSecurityGroup: undefined });
    expect(liveLine((await stage.doctor(patient)).output)).toMatch(
      /has no security group that is there to be attacked$/,
    );
    expect(laptop.effects("AuthorizeSecurityGroupIngress")).toBe(0);
  });
});
