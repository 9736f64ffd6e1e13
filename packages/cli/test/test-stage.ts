import { GetParameterCommand, PutParameterCommand } from "@aws-sdk/client-ssm";
import { Deployment, deploymentParameter } from "@snapback/core/deployment/deployment";
import ingressWorld from "@snapback/core/detections/ec2/ec2-sg-ingress-world";
import type { LaptopOptions } from "@snapback/local/laptop";
import { expect, vi } from "vitest";
import { testLaptop } from "../../local/test/test-laptop.ts";
import { type Run, runDoctor } from "../src/doctor/run.ts";
import { openClients } from "../src/stage/clients.ts";

/**
 * A laptop with one detection, unless the test wants others, and its first heartbeat through, the clients to tamper with it, and a
 * doctor who expects just that.
 */
export async function testStage(options: Partial<LaptopOptions> = {}) {
  const { detections = [ingressWorld] } = options;
  const laptop = await testLaptop({ ...options, detections });
  const { url: endpoint, region } = laptop.aws;
  const credentials = { accessKeyId: "AKIATESTTESTTESTTEST", secretAccessKey: "test" };
  const clients = openClients({ endpoint, credentials, maxAttempts: 1 });
  const target = { stage: "laptop", region, endpoint };
  await vi.waitFor(async () => expect(await laptop.heartbeats.latest(region)).toBeDefined(), 10_000);
  return {
    laptop,
    target,
    clients: clients(region),
    /** Its exit code, and what it printed. */
    async doctor(run: Partial<Run> = {}): Promise<{ code: 0 | 1; output: string }> {
      let output = "";
      const write = (text: string) => void (output += text);
      const code = await runDoctor(target, clients, { write, fancy: false, detections, ...run });
      return { code, output };
    },
  };
}

export type TestStage = Awaited<ReturnType<typeof testStage>>;

/** Changes what the stage says of itself. */
export async function rewrite({ clients }: TestStage, changes: Record<string, unknown>): Promise<void> {
  const Name = deploymentParameter("laptop");
  const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name }));
  const deployment = Deployment.parse(JSON.parse(Parameter?.Value ?? ""));
  const Value = JSON.stringify({ ...deployment, ...changes });
  await clients.ssm.send(new PutParameterCommand({ Name, Value, Overwrite: true }));
}
