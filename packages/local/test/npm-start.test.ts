import { execFile } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it, vi } from "vitest";
import { dataFolder, freePorts, get, npmStart, openRules, sdk, testGroup } from "./npm-start.ts";

/* `npm start` as a person has it: a process of its own, spoken to over HTTP with SDK clients at default settings. */

const root = fileURLToPath(new URL("../../..", import.meta.url));
const npm = (...args: string[]) => promisify(execFile)("npm", ["--silent", ...args], { cwd: root });

async function start() {
  const { port, awsPort } = await freePorts();
  const data = await dataFolder();
  const args = ["--port", String(port), "--aws-port", String(awsPort), "--data", data];
  return { port, awsPort, args, run: (...more: string[]) => npmStart([...args, ...more]) };
}

const patience = { timeout: 20_000, interval: 50 };

it("closes what was opened, also when it is killed between the plan's write and the revoke", async () => {
  const { port, awsPort, run } = await start();
  const first = run();
  await first.ready;
  const ec2 = sdk(awsPort);
  const group = await testGroup(ec2);
  const control = `http://127.0.0.1:${awsPort}/_sandbox/faults`;
  const hold = JSON.stringify({ operation: "RevokeSecurityGroupIngress", delayMs: 600_000 });
  await fetch(control, { method: "POST", headers: { "content-type": "application/json" }, body: hold });

  await ec2.authorizeSecurityGroupIngress({
    GroupId: group,
    IpPermissions: [{ IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] }],
  });
  // The revoke has been sent and has no effect yet: its plan must be in the table.
  await vi.waitFor(async () => {
    expect(await (await fetch(control)).json()).toMatchObject({
      held: [{ operation: "RevokeSecurityGroupIngress" }],
    });
  }, patience);
  const page = await get(port, "/api/findings");
  expect(page).toMatchObject({ findings: [{ state: "responding", occurrences: 1 }] });
  expect(await openRules(ec2, group)).toHaveLength(1);
  await first.kill();

  const second = run();
  await second.ready;
  expect(await openRules(ec2, group)).toHaveLength(1);
  await vi.waitFor(async () => expect(await openRules(ec2, group)).toEqual([]), patience);
  await vi.waitFor(async () => {
    expect(await get(port, "/api/findings")).toMatchObject({
      findings: [{ state: "remediated", occurrences: 1, reopened: 0, safe: { by: "snapback" } }],
    });
  }, patience);
  const calls = await get(awsPort, "/_sandbox/calls?operation=RevokeSecurityGroupIngress");
  expect(calls).toHaveLength(1);
  // It is told after it is written down.
  await vi.waitFor(() => expect(second.output()).toContain("REMEDIATED"), patience);
}, 60_000);

it("keeps its findings over a restart, and forgets them when told to", async () => {
  const { port, awsPort, run } = await start();
  const first = run();
  await first.ready;
  const { stdout } = await npm("run", "attack", "--", "open-ssh", "--aws-port", String(awsPort));
  expect(stdout).toContain("open TCP port 22 to 0.0.0.0/0");
  const remediated = async () =>
    expect(await get(port, "/api/findings")).toMatchObject({ findings: [{ state: "remediated" }] });
  await vi.waitFor(remediated, patience);
  await vi.waitFor(() => {
    expect(first.output()).toMatch(/VIOLATION.+TCP port 22[\s\S]+REMEDIATED.+TCP port 22/);
  }, patience);
  await first.interrupt();
  expect(first.output()).toContain("Stopping.");

  const second = run();
  await second.ready;
  await remediated();
  await second.interrupt();

  const third = run("--reset");
  await third.ready;
  expect(await get(port, "/api/findings")).toEqual({ findings: [] });
}, 60_000);

it("says which port is taken, and which option chooses another", async () => {
  const { port, awsPort, run } = await start();
  for (const [taken, option] of [
    [port, "--port"],
    [awsPort, "--aws-port"],
  ] as const) {
    const squatter = createServer().listen(taken, "127.0.0.1");
    const refused = run();
    refused.ready.catch(() => undefined);
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toContain(
      `Port ${taken} is in use by another program. Choose another one: npm start -- ${option} <number>`,
    );
    squatter.close();
  }
}, 60_000);

it("does not share its data with a second one", async () => {
  const { args, run } = await start();
  const first = run();
  await first.ready;
  const ports = await freePorts();
  const second = npmStart([...args, "--port", String(ports.port), "--aws-port", String(ports.awsPort)]);
  second.ready.catch(() => undefined);
  expect(await second.exited).toBe(1);
  expect(second.output()).toContain("is in use, most likely by another npm start");

  // Least of all may a reset take the files of one that runs.
  const third = npmStart([
    ...args,
    "--port",
    String(ports.port),
    "--aws-port",
    String(ports.awsPort),
    "--reset",
  ]);
  third.ready.catch(() => undefined);
  expect(await third.exited).toBe(1);
  expect(third.output()).toContain("is in use, most likely by another npm start");
}, 60_000);
