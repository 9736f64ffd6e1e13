import { createServer } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { iamRecord, place } from "../../../test/iam-account.ts";
import { ACCOUNT } from "../../../test/records.ts";
import { openAccount } from "../../aws/account.ts";
import mfaRemoved from "./iam-mfa-removed.ts";
import { rootCredentials } from "./root-summary.ts";

/* No emulator's root user has MFA, or has no password: here the service is a few lines, behind the real SDK. */

let summary: Record<string, number> = {};
const server = createServer((_, response) => {
  const entries = Object.entries(summary).map(
    ([key, value]) => `<entry><key>${key}</key><value>${value}</value></entry>`,
  );
  const result = `<GetAccountSummaryResult><SummaryMap>${entries.join("")}</SummaryMap></GetAccountSummaryResult>`;
  response.end(
    `<GetAccountSummaryResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">${result}</GetAccountSummaryResponse>`,
  );
});
beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function liveWith(numbers: Record<string, number>) {
  summary = numbers;
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the server listens");
  const endpoint = `http://127.0.0.1:${address.port}`;
  const credentials = { accessKeyId: "AKIATEST", secretAccessKey: "any" };
  return openAccount({ endpoint, credentials, maxAttempts: 1 })(place.region);
}

const root = { resource: { arn: `arn:aws:iam::${ACCOUNT}:root`, type: "AWS::IAM::User", id: "root" } };
const deleted = iamRecord("DeleteVirtualMFADevice", {
  serialNumber: `arn:aws:iam::${ACCOUNT}:mfa/root-account-mfa-device`,
});

describe("the root user", () => {
  it.each([
    ["has MFA", { AccountMFAEnabled: 1, AccountPasswordPresent: 1 }, { mfa: true, password: true }],
    ["has no password", { AccountMFAEnabled: 0, AccountPasswordPresent: 0 }, { mfa: false, password: false }],
  ])("that %s needs nothing", async (_, numbers, expected) => {
    const live = liveWith(numbers);
    expect(await rootCredentials(await live.client("iam"))).toEqual({ accessKeys: 0, ...expected });
    const look = { live, baseline: async () => undefined, now: new Date() };
    const evidence = { of: "root", name: "root" };
    expect(await mfaRemoved.response?.inspect({ ...root, evidence }, look, {})).toEqual({
      state: { rootMfa: expected.mfa, rootPassword: expected.password },
    });
    const [suspicion] = mfaRemoved.detect(deleted, place, {}).suspicions;
    expect(await mfaRemoved.assess(suspicion?.ask, live, {})).toEqual([]);
  });

  it("counts as having a password unless AWS says otherwise", async () => {
    const seen = { accessKeys: 2, mfa: false, password: true };
    const live = liveWith({ AccountMFAEnabled: 0, AccountAccessKeysPresent: 2 });
    expect(await rootCredentials(await live.client("iam"))).toEqual(seen);
    const empty = liveWith({});
    expect(await rootCredentials(await empty.client("iam"))).toEqual({ ...seen, accessKeys: 0 });
  });
});
