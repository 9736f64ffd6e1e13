import { describe, expect, it } from "vitest";
import { testConfig } from "../../core/test/config.ts";
import { freePorts } from "../../local/test/npm-start.ts";
import { findings, testFindings } from "./findings-run.ts";
import { npmRun } from "./npm-run.ts";

/* `npm run findings` against a laptop that is up: the API over HTTP, the handlers, the tables and the sandbox. */

const everyone = { CidrIp: "0.0.0.0/0" };
const ssh = ["tcp/22-22/0.0.0.0/0"];
const mode = (chosen: "monitor" | "approve" | "auto") => ({
  config: { ...testConfig, modes: { "ec2-sg-ingress-world": chosen } },
});

describe("npm run findings", () => {
  it("shows a plan, has it carried out once that is confirmed, and takes it back", async () => {
    const { laptop, run, port } = await testFindings(mode("approve"));
    await laptop.open(everyone);
    const { id, proposal } = await laptop.reaches("awaiting-approval");

    const listed = await run(["list"]);
    expect(listed).toMatchObject({ code: 0, err: "" });
    expect(listed.out).toMatch(
      new RegExp(
        `^ID .*\n${id}  critical  awaiting-approval  .* TCP port 22 of sg-\\w+ is open to every IPv4 address\n$`,
      ),
    );
    const shown = await run(["show", id.slice(0, 12)]);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain(`\nPlan ${proposal?.id}\n`);
    expect(shown.out).toContain("$ aws ec2 revoke-security-group-ingress --region us-east-1");
    expect(shown.out).toContain(`npm run findings -- --laptop --port ${port} approve ${id}\n`);

    const refused = await run(["approve", id], { answer: "n" });
    expect(refused).toMatchObject({ code: 1, err: "Carry out this plan? [y/N] n\nNothing was done.\n" });
    expect(refused.out).toContain("$ aws ec2 revoke-security-group-ingress");
    const unasked = await run(["approve", id]);
    expect(unasked.code).toBe(2);
    expect(unasked.err).toContain("pass --yes");
    const other = await run(["approve", id, "--yes", "--proposal", "pln_other"]);
    expect(other.code).toBe(1);
    expect(other.err).toContain(`The plan is another one by now, ${proposal?.id}`);
    expect(await laptop.ingress()).toEqual(ssh);

    const approved = await run(["approve", id], { answer: "y" });
    expect(approved.code).toBe(0);
    expect(approved.out).toMatch(/\nremediated: verified to be safe again\n$/);
    expect(await laptop.ingress()).toEqual([]);

    const undone = await run(["undo", id, "--reason", "needed today", "--hours", "2", "--yes"]);
    expect(undone.out).toMatch(
      /\$ aws ec2 authorize-security-group-ingress .*\n[^]*undone, and left alone until /,
    );
    expect(undone.code).toBe(0);
    expect(await laptop.ingress()).toEqual(ssh);
    expect((await run(["exemptions"])).out).toMatch(
      new RegExp(`^ID .*\nexm_\\w+  active  .*, in 2 h +a person +finding ${id} +needed today\n$`),
    );
    expect((await run(["activity", "--limit", "3"])).out.split("\n")).toHaveLength(4);
  });

  it("waits until it is safe, and says so as JSON for scripts", async () => {
    const { laptop, run, json } = await testFindings(mode("approve"));
    await laptop.open(everyone);
    const { id } = await laptop.reaches("awaiting-approval");
    expect(await json(["list", "--state", "awaiting-approval"])).toMatchObject({
      findings: [{ id }],
      more: false,
    });
    expect(await json(["list", "--state", "remediated"])).toMatchObject({ findings: [] });
    expect(await json(["show", id])).toMatchObject({
      finding: { id },
      actions: expect.arrayContaining(["approve"]),
    });
    // Who is asked has to see what about.
    expect(await run(["approve", id, "--format", "json"], { answer: "y" })).toMatchObject({
      code: 2,
      out: "",
    });
    expect(await json(["approve", id, "--yes"])).toMatchObject({
      decision: expect.stringMatching(/^dec_/),
      result: "done",
      finding: { id, state: "remediated" },
    });
    expect(await json(["activity"])).toMatchObject({ entries: expect.any(Array) });
    const again = await run(["approve", id, "--yes", "--format", "json"]);
    expect(again).toMatchObject({ code: 1, out: "" });
    expect(again.err).toMatch(
      /^No plan waits for approval: the finding is remediated\. What can be done: undo/,
    );
  });

  it("shows what somebody has changed since, and undoes over it only when told to", async () => {
    const { laptop, run, json } = await testFindings(mode("auto"));
    await laptop.open(everyone);
    const { id } = await laptop.reaches("remediated");
    await laptop.unnoticed(async () => laptop.open({ CidrIp: "10.0.0.0/8" }));
    const early = await run(["undo", id, "--reason", "needed", "--force", "--yes"]);
    expect(early).toMatchObject({ code: 1 });
    expect(early.err).toContain("undo without --force first");

    const refused = await run(["undo", id, "--reason", "needed", "--yes"]);
    expect(refused.code).toBe(1);
    expect(refused.out).toMatch(/refused to undo: [^]*\n {2}\+ .*10\.0\.0\.0\/8[^]*With --force/);
    expect(await laptop.ingress()).toEqual(["tcp/22-22/10.0.0.0/8"]);
    const forced = await run(["undo", id, "--reason", "needed", "--force"], { answer: "yes" });
    expect(forced.out).toContain("10.0.0.0/8");
    expect(forced.err).toContain("Undo it all the same? [y/N] yes\n");
    expect(forced.code).toBe(0);
    expect(await laptop.ingress()).toEqual(["tcp/22-22/0.0.0.0/0", "tcp/22-22/10.0.0.0/8"]);
    expect((await json(["list"])).findings).toMatchObject([{ state: "undone" }]);
    expect(await run(["undo", id, "--reason", "again", "--yes"])).toMatchObject({ code: 1 });
  });

  it("shows the difference, and exits with 1, where the plan is another one by now", async () => {
    const { laptop, run } = await testFindings(mode("approve"));
    await laptop.open(everyone);
    const { id } = await laptop.reaches("awaiting-approval");
    await laptop.unnoticed(async () => {
      await laptop.ec2.revokeSecurityGroupIngress({
        GroupId: laptop.group,
        IpProtocol: "tcp",
        FromPort: 22,
        ToPort: 22,
        ...everyone,
      });
      await laptop.open(everyone);
    });
    const again = await run(["approve", id, "--yes"]);
    expect(again.code).toBe(1);
    expect(again.out).toMatch(/\nasks again: [^]*\n {2}- aws ec2 revoke[^]*\n {2}\+ aws ec2 revoke/);
    expect(await laptop.ingress()).toEqual(ssh);
  });

  it("tells what AWS refused, with 1, and has it tried again", async () => {
    const { laptop, run } = await testFindings(mode("approve"));
    await laptop.open(everyone);
    const { id } = await laptop.reaches("awaiting-approval");
    const error = { code: "UnauthorizedOperation", message: "You are not authorized.", status: 403 };
    await laptop.fault({ operation: "RevokeSecurityGroupIngress", times: 1, error });
    const failed = await run(["approve", id, "--yes"]);
    expect(failed.out).toMatch(/\nfailed: UnauthorizedOperation: You are not authorized\.\n$/);
    expect(failed.code).toBe(1);
    expect(await run(["retry", id])).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^waits for approval: /),
    });
  });

  it("tells, where it takes too long, how to see what became of it", async () => {
    const { laptop, run } = await testFindings(mode("approve"));
    await laptop.open(everyone);
    const { id } = await laptop.reaches("awaiting-approval");
    await laptop.fault({ operation: "RevokeSecurityGroupIngress", times: 1, delayMs: 500 });
    const slow = await run(["approve", id, "--yes"], { patienceMs: 0 });
    expect(slow.code).toBe(2);
    expect(slow.err).toMatch(
      /^Taken in, and still under way: npm run findings -- --laptop --port \d+ show fnd_\w+ shows/,
    );
    await laptop.reaches("remediated");
  });

  it("rejects, dismisses and exempts, each with its reason", async () => {
    const { laptop, run } = await testFindings(mode("approve"));
    await laptop.open(everyone);
    const { id } = await laptop.reaches("awaiting-approval");
    expect(await run(["reject", id])).toMatchObject({ code: 2, err: expect.stringContaining("--reason") });
    expect(await run(["reject", id, "--reason", "a test"])).toMatchObject({
      code: 0,
      out: "dismissed: rejected the plan: a test\n",
    });
    expect(await run(["dismiss", id, "--reason", "known"])).toMatchObject({ code: 1 });
    const unwatched = await run(["retry", id, "--no-wait"]);
    expect(unwatched).toMatchObject({ code: 0, err: "" });
    expect(unwatched.out).toMatch(/^Taken in\. npm run findings -- --laptop --port \d+ show fnd_\w+ shows/);
    await laptop.reaches("awaiting-approval");
    expect(await run(["dismiss", id, "--reason", "known"])).toMatchObject({
      code: 0,
      out: "dismissed: dismissed: known\n",
    });
    expect(await run(["exempt", id, "--reason", "a test"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("--hours or --until"),
    });
    const both = ["--hours", "1", "--until", "2036-01-01T00:00Z"];
    expect(await run(["exempt", id, "--reason", "a test", ...both])).toMatchObject({
      code: 2,
      err: expect.stringContaining("cannot be used with"),
    });
    const late = await run(["exempt", id, "--reason", "a test", "--until", "2036-01-01T00:00Z"]);
    expect(late).toMatchObject({ code: 2, err: expect.stringContaining("90 days") });
    const exempted = await run(["exempt", id, "--reason", "a test", "--hours", "1"]);
    expect(exempted).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^exempt: exempt by (exm_\w+) until .*: a test\n$/),
    });
    const exemption = /exm_\w+/.exec(exempted.out)?.[0] ?? "";
    expect((await run(["exemptions", "end", exemption, "--reason", "over"])).out).toMatch(
      /ended .*\(ended by a person: over\)/,
    );
    await laptop.reaches("awaiting-approval");
    expect((await run(["exemptions", "list"])).out).toBe("No exemptions.\n");
    expect((await run(["exemptions", "--all"])).out).toContain(exemption);
  });

  it("pauses and resumes automatic changes, and changes modes", async () => {
    const { laptop, run } = await testFindings(mode("auto"));
    const paused = await run(["pause", "--reason", "a migration"]);
    expect(paused).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Paused since .* by a person: a migration\n/),
    });
    await laptop.open(everyone);
    const { id } = await laptop.reaches("awaiting-approval");
    expect((await run(["settings"])).out).toMatch(/^Paused/);
    expect((await run(["resume"])).out).toMatch(/^Not paused/);
    expect(await run(["retry", id])).toMatchObject({
      code: 0,
      out: "remediated: verified to be safe again\n",
    });

    const args = ["mode", "ec2-sg-ingress-world", "monitor", "--account", "111122223333"];
    expect((await run(args)).out).toContain("ec2-sg-ingress-world in account 111122223333  monitor\n");
    const back = await run(["mode", "ec2-sg-ingress-world", "deployed", "--account", "111122223333"]);
    expect(back.out).not.toContain("111122223333");
    expect(await run(["mode", "no-such-detection", "auto"])).toMatchObject({ code: 1 });
    expect(await run(["mode", "../pause", "auto"])).toMatchObject({ code: 2 });
    expect(await run(["mode", "ec2-sg-ingress-world", "off"])).toMatchObject({ code: 2 });
  });

  it("is a process of its own, that asks nobody where it has no terminal", async () => {
    const { laptop, port } = await testFindings(mode("approve"));
    await laptop.open(everyone);
    const { id } = await laptop.reaches("awaiting-approval");
    const where = ["--laptop", "--port", port];
    const processes = [npmRun("findings", ["list", ...where]), npmRun("findings", [...where, "approve", id])];
    expect(await Promise.all(processes.map(({ closed }) => closed))).toEqual([0, 2]);
    const [listed, approved] = processes.map(({ output }) => output);
    expect(listed).toEqual({
      out: expect.stringContaining(`\n${id}  critical  awaiting-approval  `),
      err: "",
    });
    expect(approved?.err).toContain("pass --yes");
    expect(await laptop.ingress()).toEqual(ssh);
  });

  it("says what to do where it can't ask, with 2", async () => {
    const { port } = await freePorts();
    expect(await findings(["list", "--laptop", "--port", String(port)])).toEqual({
      code: 2,
      out: "",
      err: `Nothing answers at http://127.0.0.1:${port}. Run npm start first, or name its port with --port.\n`,
    });
    expect(await findings(["list"])).toMatchObject({
      code: 2,
      err: expect.stringContaining("which Snapback?"),
    });
    expect(await findings(["approve", "--laptop"])).toMatchObject({ code: 2 });
    expect(await findings(["lists", "--laptop"])).toMatchObject({ code: 2 });
    expect(await findings([])).toMatchObject({ code: 2 });
    expect(await findings(["--help"])).toMatchObject({ code: 0, err: "" });
  });

  it("knows findings by the beginning of their ids, and no path by an id", async () => {
    const { laptop, run } = await testFindings(mode("monitor"));
    await laptop.open(everyone);
    await laptop.open({
      CidrIp: undefined,
      IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, Ipv6Ranges: [{ CidrIpv6: "::/0" }] }],
    });
    await laptop.settled();
    const found = await laptop.list();
    expect(found).toHaveLength(2);
    for (const { id } of found) {
      expect((await run(["show", id.slice(4)])).out).toContain(id);
      expect((await run(["show", id])).out).toContain("mode monitor");
    }
    expect(await run(["show", "fnd_"])).toMatchObject({ code: 2 });
    expect(await run(["show", "../../pause"])).toMatchObject({ code: 2 });
    expect(await run(["show", `fnd_${"0".repeat(24)}`])).toMatchObject({
      code: 1,
      err: expect.stringContaining("Not found"),
    });
  });
});
