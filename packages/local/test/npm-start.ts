import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { EC2 } from "@aws-sdk/client-ec2";
import { onTestFinished } from "vitest";
import * as z from "zod";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

const Manifest = z.object({ scripts: z.record(z.string(), z.string()) });
const { scripts } = Manifest.parse(JSON.parse(readFileSync(join(root, "package.json"), "utf8")));

/** What npm runs for a script: npm itself takes as long again, and adds nothing. */
export function commandOf(script: string): string[] {
  const [program, ...args] = scripts[script]?.split(" ") ?? [];
  if (program !== "node") throw new Error(`npm run ${script} is no plain call of node`);
  return [process.execPath, ...args];
}

/** Ports that were free a moment ago. */
export async function freePorts(): Promise<{ port: number; awsPort: number }> {
  const servers = [createServer(), createServer()];
  const ports = await Promise.all(
    servers.map(async (server) => {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      return typeof address === "object" && address !== null ? address.port : 0;
    }),
  );
  await Promise.all(servers.map((server) => once(server.close(), "close")));
  const [port = 0, awsPort = 0] = ports;
  return { port, awsPort };
}

export async function dataFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "snapback-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** `npm start` as its own process group, which ends with the test at the latest; `through` what it is started. */
export function npmStart(args: readonly string[], through: "npm" | "node" = "node") {
  const [program = "", ...given] =
    through === "npm" ? ["npm", "start", "--silent", "--"] : commandOf("start");
  const child: ChildProcess = spawn(program, [...given, ...args], { cwd: root, detached: true });
  // And all that it printed has arrived.
  const exited = once(child, "close");
  let output = "";
  const ready = new Promise<void>((resolve) => {
    const keep = (chunk: Buffer) => {
      output += chunk.toString("utf8");
      if (output.includes("Ready.")) resolve();
    };
    child.stdout?.on("data", keep);
    child.stderr?.on("data", keep);
  });
  const signal = async (name: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined)
      process.kill(-child.pid, name);
    await exited;
  };
  onTestFinished(() => signal("SIGKILL"));
  return {
    output: () => output,
    /** Rejects with what it printed where it ended before it was ready. */
    ready: Promise.race([
      ready,
      exited.then(() => {
        throw new Error(`npm start ended before it was ready:\n${output}`);
      }),
    ]),
    exited: exited.then(([code]: unknown[]) => code),
    kill: () => signal("SIGKILL"),
    interrupt: () => signal("SIGINT"),
  };
}

/** An SDK client at its default settings, but for where it goes. */
export function sdk(awsPort: number): EC2 {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  return new EC2({ endpoint: `http://127.0.0.1:${awsPort}`, region: "us-east-1", credentials });
}

/** The default group of the test VPC, as anyone finds it. */
export async function testGroup(ec2: EC2): Promise<string> {
  const { Vpcs = [] } = await ec2.describeVpcs({
    Filters: [{ Name: "tag:Name", Values: ["snapback-test"] }],
  });
  const { SecurityGroups = [] } = await ec2.describeSecurityGroups({
    Filters: [
      { Name: "vpc-id", Values: [Vpcs[0]?.VpcId ?? ""] },
      { Name: "group-name", Values: ["default"] },
    ],
  });
  return SecurityGroups[0]?.GroupId ?? "";
}

/** Rules of the group that let the whole internet in, by their ids. */
export async function openRules(ec2: EC2, group: string): Promise<string[]> {
  const { SecurityGroupRules = [] } = await ec2.describeSecurityGroupRules({
    Filters: [{ Name: "group-id", Values: [group] }],
  });
  return SecurityGroupRules.filter((rule) => rule.IsEgress === false && rule.CidrIpv4 === "0.0.0.0/0").map(
    ({ SecurityGroupRuleId = "" }) => SecurityGroupRuleId,
  );
}

export async function get(port: number, path: string): Promise<unknown> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`);
  return answer.json();
}
