import { EC2 } from "@aws-sdk/client-ec2";
import { detections } from "@snapback/core/detections/registry";
import { openSandbox } from "@snapback/local/sandbox/sandbox";
import { openStorage } from "@snapback/local/storage";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testConfig } from "../../core/test/config.ts";
import { runSweep } from "../src/sweep/run.ts";

let sandbox: Awaited<ReturnType<typeof openSandbox>>;
let storage: Awaited<ReturnType<typeof openStorage>>;
let port: string;
let group: string;

beforeAll(async () => {
  storage = await openStorage(undefined);
  const onRecord = async () => undefined;
  sandbox = await openSandbox({ accountId: "111122223333", region: "us-east-1", storage, onRecord });
  const { url } = await sandbox.listen(0);
  port = new URL(url).port;
  group = sandbox.testVpc()?.defaultGroupId ?? "";
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "test" };
  const ec2 = new EC2({ endpoint: url, region: "us-east-1", credentials });
  const everyone = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "0.0.0.0/0" }] };
  await ec2.authorizeSecurityGroupIngress({ GroupId: group, IpPermissions: [everyone] });
  ec2.destroy();
});
afterAll(async () => {
  await sandbox.close();
  await storage.close();
});

async function sweep(args: readonly string[], { progress = false } = {}) {
  let [out, err] = ["", ""];
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    colours: false,
  };
  const code = await runSweep(["--laptop", "--aws-port", port, ...args], {
    terminal,
    progress,
    detections,
    config: testConfig,
  });
  return { code, out, err };
}

const open = ["--detection", "ec2-sg-ingress-world"];

describe("npm run sweep", () => {
  it("shows what is wrong, and how it would be put right and taken back, and changes nothing", async () => {
    const before = sandbox.calls().length;
    const { code, out, err } = await sweep(open);
    expect(code).toBe(1);
    expect(out).toMatch(/1 +critical +ec2-sg-ingress-world +us-east-1 +TCP port 22 of sg-/);
    expect(out).toContain(`$ aws ec2 revoke-security-group-ingress --region us-east-1 --group-id ${group}`);
    expect(out).toContain("$ aws ec2 authorize-security-group-ingress --region us-east-1");
    expect(out).toMatch(/1 wrong; \d+ resources of account 111122223333 looked at in us-east-1\./);
    expect(err).toBe("");
    const made = sandbox.calls().slice(before);
    expect(made.length).toBeGreaterThan(0);
    expect(
      made.map(({ operation }) => operation).filter((name) => !/^(Describe|Get|List)/.test(name)),
    ).toEqual([]);
  });

  it("says it for programs", async () => {
    const { code, out } = await sweep([...open, "--format", "json"]);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      account: "111122223333",
      regions: ["us-east-1"],
      problems: [],
      findings: [
        {
          detection: "ec2-sg-ingress-world",
          severity: "critical",
          account: "111122223333",
          region: "us-east-1",
          resource: { id: group },
          fingerprint: "tcp/22-22/0.0.0.0/0",
          remedy: { steps: [{ command: expect.stringContaining("revoke-security-group-ingress") }] },
        },
      ],
    });
  });

  it("tells a person how far it is, and leaves no trace of that", async () => {
    const { err } = await sweep(open, { progress: true });
    expect(err).toContain("0 of 1 · ec2-sg-ingress-world@us-east-1 · 1 resources");
    expect(err).toContain("1 of 1");
    expect(err.endsWith("\r\u001b[K")).toBe(true);
  });

  it("leaves out what is less severe than what is asked for", async () => {
    const { out } = await sweep(["--detection", "ec2-default-sg-rule", "--severity", "high"]);
    expect(out).toMatch(/^Nothing is wrong: \d+ resources/);
  });

  it("finds nothing in a region where nothing is", async () => {
    const { code, out } = await sweep([...open, "--region", "eu-north-1"]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^Nothing is wrong: \d+ resources? of account .* in eu-north-1/),
    ]);
  });

  it("says what it could not see, and that is no clean bill", async () => {
    // The sandbox has no such service.
    const { code, out } = await sweep(["--detection", "ecr-policy-public"]);
    expect(code).toBe(2);
    expect(out).toContain("Could not be seen:");
    expect(out).toContain("ecr-policy-public@us-east-1");
  });

  it.each([
    ["a detection that is not there", ["--detection", "none"], /no such detection/],
    ["one that calls alone show", ["--detection", "root-console-login"], /can't be swept/],
    ["a severity that is none", ["--severity", "worst"], /choices/],
  ])("refuses %s", async (_what, args, words) => {
    await expect(sweep(args)).rejects.toMatchObject({
      name: "CommanderError",
      message: expect.stringMatching(words),
    });
  });

  it("says what to do where nothing answers", async () => {
    await expect(sweep(["--aws-port", "1"])).rejects.toMatchObject({
      name: "StageError",
      message:
        "Nothing answers at http://127.0.0.1:1. Run npm start first, or name its port with --aws-port.",
    });
  });
});
