import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { openFindings } from "@snapback/core/finding/store";
import { expect, it, vi } from "vitest";
import { allFindings } from "../../core/test/all-findings.ts";
import { openFindingsTable } from "../src/findings-table.ts";
import { REGION } from "../src/laptop.ts";
import { dataFolder, freePorts, get, npmStart, openRules, root, sdk, testGroup } from "./npm-start.ts";

/* `npm start` as a person has it: a process of its own, spoken to over HTTP with SDK clients at default settings. */

const npm = (...args: string[]) => promisify(execFile)("npm", ["--silent", ...args], { cwd: root });

/** Of the rule that the attack opens: other detections may have to say of it, too. */
const detection = "ec2-sg-ingress-world";
const findings = `/api/findings?where=${encodeURIComponent(`detection=${detection}`)}`;

const patience = { timeout: 30_000, interval: 50 };

it("closes what was opened, as its terminal tells, and stops when it is told to", async () => {
  const { port, awsPort } = await freePorts();
  const data = await dataFolder();
  const args = ["--port", String(port), "--aws-port", String(awsPort), "--data", data];
  const started = npmStart(args, "npm");
  await started.ready;
  const ec2 = sdk(awsPort);
  const { stdout } = await npm("run", "attack", "--", "open-ssh", "--aws-port", String(awsPort));
  expect(stdout).toContain("open TCP port 22 to 0.0.0.0/0");
  await vi.waitFor(() => expect(started.output()).toMatch(/REMEDIATED.+TCP port 22/), patience);
  expect(await openRules(ec2, await testGroup(ec2))).toEqual([]);
  await started.interrupt();
  expect(started.output()).toContain("Stopping.");
}, 60_000);

// Nobody takes a finding over before the lease of the process that died is out: that is waited for with the other kills.
const longer = process.env.KILLS === "all";

// One life of it, since each start takes seconds.
it.runIf(longer)(
  "closes what was opened, killed or not, keeps what it knows to itself, and forgets it when told to",
  async () => {
    const { port, awsPort } = await freePorts();
    const data = await dataFolder();
    const args = ["--port", String(port), "--aws-port", String(awsPort), "--data", data];
    const first = npmStart(args, "npm");
    await first.ready;
    const ec2 = sdk(awsPort);
    const group = await testGroup(ec2);
    const control = `http://127.0.0.1:${awsPort}/_sandbox/faults`;
    const hold = JSON.stringify({ operation: "RevokeSecurityGroupIngress", delayMs: 600_000 });
    await fetch(control, { method: "POST", headers: { "content-type": "application/json" }, body: hold });

    const { stdout } = await npm("run", "attack", "--", "open-ssh", "--aws-port", String(awsPort));
    expect(stdout).toContain("open TCP port 22 to 0.0.0.0/0");
    // The revoke has been sent and has no effect yet: its plan must be in the table.
    await vi.waitFor(async () => {
      expect(await (await fetch(control)).json()).toMatchObject({
        held: [{ operation: "RevokeSecurityGroupIngress" }],
      });
    }, patience);
    expect(await get(port, findings)).toMatchObject({
      findings: [{ state: "responding", occurrences: 1 }],
    });
    expect(await openRules(ec2, group)).toHaveLength(1);
    await vi.waitFor(() => expect(first.output()).toMatch(/VIOLATION.+TCP port 22/), patience);
    await first.kill();

    const second = npmStart(args);
    await second.ready;
    expect(await openRules(ec2, group)).toHaveLength(1);
    // Least of all may a reset take the files of one that runs.
    const ports = await freePorts();
    const others = ["--port", String(ports.port), "--aws-port", String(ports.awsPort)];
    const refused = npmStart([...args, ...others, "--reset"]);
    refused.ready.catch(() => undefined);
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain("is in use, most likely by another npm start");
    await vi.waitFor(async () => expect(await openRules(ec2, group)).toEqual([]), patience);
    const remediated = { state: "remediated", occurrences: 1, reopened: 0, safe: { by: "snapback" } };
    await vi.waitFor(async () => {
      expect(await get(port, findings)).toMatchObject({ findings: [remediated] });
    }, patience);
    const calls = await get(awsPort, "/_sandbox/calls?operation=RevokeSecurityGroupIngress");
    expect(calls).toHaveLength(1);
    // It is told after it is written down.
    await vi.waitFor(() => expect(second.output()).toMatch(/REMEDIATED.+TCP port 22/), patience);
    await second.interrupt();
    expect(second.output()).toContain("Stopping.");

    const left = await openFindingsTable(join(data, "findings"), REGION);
    const kept = await allFindings(openFindings(left.client, left.table));
    await left.close();
    expect(kept.filter((one) => one.detection === detection)).toMatchObject([remediated]);

    const third = npmStart([...args, "--reset"]);
    await third.ready;
    expect(await get(port, "/api/findings")).toEqual({ findings: [], total: 0 });
  },
  120_000,
);
