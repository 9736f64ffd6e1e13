import { openSandbox } from "@snapback/local/sandbox/sandbox";
import { openStorage } from "@snapback/local/storage";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ACCOUNT } from "../../test/records.ts";
import { openProbe, type Probe, ProbeError } from "./probe.ts";

const storage = await openStorage(undefined);
const records: Record<string, unknown>[] = [];
const sandbox = await openSandbox({
  accountId: ACCOUNT,
  region: "us-east-1",
  storage,
  onRecord: async (record) => void records.push(record),
});
let url: string;
let probe: Probe;
const client = { credentials: { accessKeyId: "test", secretAccessKey: "test" }, maxAttempts: 1 };
beforeAll(async () => {
  ({ url } = await sandbox.listen(0));
  probe = openProbe({ ...client, endpoint: url });
});
afterAll(async () => {
  await sandbox.close();
  await storage.close();
});

/** The next probe is answered so. */
async function answered(code: string, status: number): Promise<void> {
  const error = { code, message: "in AWS's words", status };
  await fetch(`${url}/_sandbox/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ operation: "AuthorizeSecurityGroupIngress", times: 1, error }),
  });
}

describe("a probe", () => {
  it("is a call of the region's EC2 that is recorded as failed, and changes nothing", async () => {
    await probe("eu-central-1");
    expect(records).toMatchObject([
      {
        eventName: "AuthorizeSecurityGroupIngress",
        awsRegion: "eu-central-1",
        errorCode: "Client.InvalidGroup.NotFound",
        requestParameters: { groupId: "sg-00000000000000000" },
      },
    ]);
  });

  it("has been sent, too, where EC2 says that the call would have been allowed", async () => {
    await answered("DryRunOperation", 412);
    await expect(probe("us-east-1")).resolves.toBeUndefined();
  });

  it.each([
    ["UnauthorizedOperation", 403],
    ["AuthFailure", 401],
    ["InternalError", 500],
    ["InvalidGroupId.Malformed", 400],
  ])("has not been sent where EC2 answers %s", async (code, status) => {
    await answered(code, status);
    const sent = probe("us-east-1");
    await expect(sent).rejects.toThrow(ProbeError);
    await expect(sent).rejects.toThrow(`us-east-1: ${code}: in AWS's words`);
  });

  it("has not been sent where EC2 can't be reached", async () => {
    const unreachable = openProbe({ ...client, endpoint: "http://127.0.0.1:9" });
    await expect(unreachable("us-east-1")).rejects.toThrow(ProbeError);
  });
});
