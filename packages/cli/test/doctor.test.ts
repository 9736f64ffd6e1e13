import { DeleteParameterCommand } from "@aws-sdk/client-ssm";
import { deploymentParameter } from "@snapback/core/deployment/deployment";
import { detections } from "@snapback/core/detections/registry";
import { describe, expect, it } from "vitest";
import { broken } from "./broken.ts";
import { rewrite, testStage } from "./test-stage.ts";

describe("npm run doctor", () => {
  it("says of a healthy stage that it works", async () => {
    const stage = await testStage({ detections });
    const { code, output } = await stage.doctor();
    const lines = output.split("\n").filter((line) => /^(ok|warning|FAILED|skipped) /.test(line));
    expect(lines.filter((line) => !line.startsWith("ok "))).toEqual([
      "skipped subscription  the laptop has no alarms",
      "skipped subscription  the laptop mails no notices",
    ]);
    const whats = ["identity", "trail", "rules", "subscription", "rights", "heartbeat", "dead letters"];
    expect([...new Set(lines.map((line) => line.slice(8, 21).trim()))]).toEqual(whats);
    expect(output).toMatch(/^Snapback laptop: account 111122223333, home region us-east-1\n\n/);
    expect(output).toMatch(/\n\nIt works\.\n$/);
    expect(code).toBe(0);
  });

  it("is content with a trail that the account has anyway", async () => {
    const stage = await testStage();
    await rewrite(stage, { trail: undefined });
    const { code, output } = await stage.doctor();
    expect(output).toMatch(
      /^ok {6}trail .*snapback-laptop-trail logs the management events of all regions$/m,
    );
    expect(code).toBe(0);
  });

  it.each(broken)("says so where $state", async ({ make, says }) => {
    const stage = await testStage();
    await make(stage);
    const { code, output } = await stage.doctor();
    for (const words of says) expect(output).toMatch(words);
    expect(output).toMatch(/\nIt does not work as it should: \d+ faults?/);
    expect(code).toBe(1);
  });

  it("warns where the rules are those of an earlier checkout, without naming every event", async () => {
    const stage = await testStage({ detections });
    await rewrite(stage, { rules: [{ name: "snapback-laptop-ec2" }] });
    const { code, output } = await stage.doctor();
    expect(output.match(/^warning rules .*/gm)).toEqual([
      expect.stringMatching(
        /no rule in us-east-1 listens to \w+ of \S+, \w+ of \S+, \w+ of \S+ and \d+ more events, as this checkout does$/,
      ),
    ]);
    expect(code).toBe(0);
  });

  it("says so where the heartbeat is old, and only warns where none came yet", async () => {
    const stage = await testStage();
    const later = (minutes: number) => ({ now: () => new Date(Date.now() + minutes * 60_000) });
    expect((await stage.doctor(later(34))).output).toMatch(
      /^ok {6}heartbeat .*was sent 34 min ago, and came through in \d/m,
    );
    const old = await stage.doctor(later(36));
    expect(old.output).toMatch(
      /^FAILED {2}heartbeat .*was sent 36 min ago, and came through in .*; none has since$/m,
    );
    expect(old.code).toBe(1);
    await rewrite(stage, { regions: ["us-east-1", "eu-west-1"] });
    expect((await stage.doctor()).output).toMatch(
      /^warning heartbeat .*eu-west-1: none has come through yet$/m,
    );
  });

  it("says so where heartbeats have been sent for long, and none came", async () => {
    const stage = await testStage();
    const since = new Date(Date.now() - 3_600_000).toISOString();
    await stage.laptop.heartbeats.sent({ region: "eu-west-1", since, lastAt: since });
    await rewrite(stage, { regions: ["us-east-1", "eu-west-1"] });
    const { output } = await stage.doctor();
    expect(output).toMatch(
      /^FAILED {2}heartbeat .*eu-west-1: none has ever come through, .*sent for 60 min$/m,
    );
  });

  it("goes on where AWS refuses one question, and tells in AWS's words", async () => {
    const stage = await testStage();
    const error = {
      code: "AccessDenied",
      message: "not authorized to perform: sts:GetCallerIdentity",
      status: 403,
    };
    await stage.laptop.fault({ operation: "GetCallerIdentity", times: 9, error });
    const { code, output } = await stage.doctor();
    expect(output).toMatch(
      /^FAILED {2}identity .*AccessDenied: not authorized to perform: sts:GetCallerIdentity\n.*docs\/deploy/m,
    );
    expect(output.match(/^ok /gm)).toHaveLength(6);
    expect(code).toBe(1);
  });

  it("has no stage to look at where the account has none, or one that another version wrote", async () => {
    const stage = await testStage();
    await rewrite(stage, { regions: undefined });
    await expect(stage.doctor()).rejects.toThrow(/is not what this version of Snapback writes/);
    await stage.clients.ssm.send(new DeleteParameterCommand({ Name: deploymentParameter("laptop") }));
    await expect(stage.doctor()).rejects.toThrow(/has no Snapback in it/);
  });
});
