import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EC2 } from "@aws-sdk/client-ec2";
import { detections } from "@snapback/core/detections/registry";
import type { Log } from "@snapback/core/log";
import { allFindings } from "../../core/test/all-findings.ts";
import { testConfig } from "../../core/test/config.ts";
import { openLaptop } from "../src/laptop.ts";

const WARM_UP = 20;
const BUDGET_MS = 30_000;

/**
 * From just before the dangerous call to when the sandbox answered the revoke, in milliseconds: the whole path with its
 * data on disk, one violation after the other, each of a rule of its own.
 */
export async function callToRevoke(runs: number): Promise<number[]> {
  const data = await mkdtemp(join(tmpdir(), "snapback-bench-"));
  const remediated = new Map<string, () => void>();
  const silent = () => {};
  const log: Log = {
    debug: silent,
    info: (message, ...fields) => {
      if (message === "finding.remediated") remediated.get(String(fields[0]?.summary))?.();
    },
    warn: silent,
    error: (message, ...fields) => void process.stderr.write(`${message} ${JSON.stringify(fields)}\n`),
  };
  const laptop = await openLaptop({ detections, config: testConfig, data, awsPort: 0, log });
  try {
    const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };
    const ec2 = new EC2({ endpoint: laptop.aws.url, region: laptop.aws.region, credentials });
    const group = laptop.sandbox.testVpc()?.defaultGroupId ?? "";
    const samples: number[] = [];
    const deadline = Date.now() + BUDGET_MS;
    for (let run = 0; run < runs + WARM_UP && Date.now() < deadline; run++) {
      const port = 1000 + run;
      const done = new Promise<void>((resolve) => {
        remediated.set(`TCP port ${port} of ${group} is open to every IPv4 address`, resolve);
      });
      const rule = { IpProtocol: "tcp", FromPort: port, ToPort: port, CidrIp: "0.0.0.0/0" };
      const start = Date.now();
      await ec2.authorizeSecurityGroupIngress({ GroupId: group, ...rule });
      await done;
      const findings = await allFindings(laptop.findings);
      const finding = findings.find(({ fingerprint }) => fingerprint === `tcp/${port}-${port}/0.0.0.0/0`);
      const revokedAt = finding?.attempts.at(-1)?.steps.at(-1)?.finishedAt;
      if (run >= WARM_UP && revokedAt !== undefined) samples.push(Date.parse(revokedAt) - start);
    }
    return samples;
  } finally {
    await laptop.close();
    await rm(data, { recursive: true, force: true });
  }
}
