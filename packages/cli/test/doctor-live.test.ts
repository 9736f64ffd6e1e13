import { DisableRuleCommand } from "@aws-sdk/client-eventbridge";
import { defaultSettings } from "@snapback/core/settings/settings";
import { describe, expect, it, vi } from "vitest";
import { rewrite, type TestStage, testStage } from "./test-stage.ts";

const forever = new AbortController().signal;
const patient = { live: { timeoutMs: 10_000, signal: forever } };
const hasty = { live: { timeoutMs: 100, signal: forever } };

const deaf = ({ clients }: TestStage) =>
  clients.events.send(new DisableRuleCommand({ Name: "snapback-laptop-ec2" }));
const liveLine = (output: string) => /^(ok|warning|FAILED) +live +.*$/m.exec(output)?.[0];

describe("npm run doctor -- --live", () => {
  it("opens a port of the test group, and times how long Snapback takes to close it", async () => {
    const stage = await testStage();
    const { code, output } = await stage.doctor(patient);
    expect(liveLine(output)).toMatch(
      /^ok {6}live {10}TCP port 22 of sg-\w+ was opened to 0\.0\.0\.0\/0, and safe \d+ ms later \(\d+ ms after Snapback had its record\)$/,
    );
    expect(code).toBe(0);
    expect(await stage.laptop.ingress()).toEqual([]);
    expect(await stage.laptop.list()).toMatchObject([{ state: "remediated", safe: { by: "snapback" } }]);
  });

  it("tells this time from an earlier one", async () => {
    const stage = await testStage();
    await stage.doctor(patient);
    await deaf(stage);
    const { output } = await stage.doctor(hasty);
    expect(liveLine(output)).toMatch(/Snapback did not see it within 100 ms/);
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
    await vi.waitFor(async () => expect(await stage.laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0"]));
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
    const stage = await testStage({ settings: { ...defaultSettings, mode: () => "monitor" } });
    const { code, output } = await stage.doctor(patient);
    expect(liveLine(output)).toMatch(
      /^warning live .*Snapback saw it within \d+ ms and left it, as it should: the mode of ec2-sg-ingress-world is monitor; the doctor took its rule back$/,
    );
    expect(code).toBe(0);
    expect(await stage.laptop.ingress()).toEqual([]);
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
