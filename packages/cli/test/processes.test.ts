import { DisableRuleCommand } from "@aws-sdk/client-eventbridge";
import { detections } from "@snapback/core/detections/registry";
import { describe, expect, it, vi } from "vitest";
import { freePorts } from "../../local/test/npm-start.ts";
import { npmRun } from "./npm-run.ts";
import { testStage } from "./test-stage.ts";

const waiting = { timeout: 15_000, interval: 20 };

describe("the commands, as processes", () => {
  it("say in one line that nothing answers, and that there are no credentials", async () => {
    const { awsPort } = await freePorts();
    const doctor = npmRun("doctor", ["--laptop", "--aws-port", String(awsPort)]);
    const tail = npmRun("tail", ["--stage", "dev"]);
    const sweep = npmRun("sweep", ["--region", "us-east-1"]);
    expect(await Promise.all([doctor.closed, tail.closed, sweep.closed])).toEqual([1, 1, 2]);
    expect(sweep.output).toEqual(tail.output);
    expect(doctor.output).toEqual({
      out: "",
      err: `Nothing answers at http://127.0.0.1:${awsPort}. Run npm start first, or name its port with --aws-port.\n`,
    });
    expect(tail.output).toEqual({
      out: "",
      err: "No AWS credentials were found. Run `aws sso login` or set AWS_PROFILE; docs/deploy.md lists what is needed.\n",
    });
  });

  it("show what goes on, and leave nothing open when Ctrl-C ends them", async () => {
    const { target, clients, laptop } = await testStage({ detections });
    const options = ["--laptop", "--aws-port", new URL(target.endpoint).port];
    const tail = npmRun("tail", options);
    await laptop.open({ CidrIp: "0.0.0.0/0" });
    await vi.waitFor(() => expect(tail.output.out).toContain("REMEDIATED"), waiting);
    tail.interrupt();
    await tail.closed;
    // That people are told comes when the notices are gathered, and another detection asks about the group, before or after Ctrl-C.
    const shown = tail.output.out
      .split("\n")
      .map((line) => line.slice(10).replace(/sg-\w+/, "sg"))
      .filter((line) => /^(VIOLATION|REMEDIATED)/.test(line));
    expect(shown).toEqual([
      expect.stringMatching(
        /^VIOLATION {3}TCP port 22 of sg is open to every IPv4 address \[critical\], by laptop/,
      ),
      expect.stringMatching(
        /^REMEDIATED {2}TCP port 22 of sg is open to every IPv4 address: no more; safe \d+ ms/,
      ),
    ]);

    await clients.events.send(new DisableRuleCommand({ Name: "snapback-laptop-ec2" }));
    const doctor = npmRun("doctor", [...options, "--live"]);
    await vi.waitFor(() => expect(doctor.output.out).toContain("Waiting for Snapback"), waiting);
    doctor.interrupt();
    doctor.interrupt();
    await doctor.closed;
    expect(doctor.output.out).toMatch(/^[\n -~]*before it was safe; the doctor took its rule back\n/);
    expect(laptop.effects("AuthorizeSecurityGroupIngress")).toBe(2);
    expect(await laptop.ingress()).toEqual([]);
  });
});
