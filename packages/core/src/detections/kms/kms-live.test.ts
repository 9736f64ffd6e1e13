import { afterEach, describe, expect, it } from "vitest";
import {
  type Answer,
  type AnsweredAccount,
  openAnsweredAccount,
  said,
} from "../../../test/answered-account.ts";
import { judgedBy } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import type { Detection } from "../define.ts";
import deletion from "./kms-key-deletion.ts";
import disabled from "./kms-key-disabled.ts";
import open from "./kms-policy-public.ts";

/* What AWS KMS answers where the sandbox can't be brought to. */

const id = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";
const other = "1f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f1";
const arn = `arn:aws:kms:us-east-1:${ACCOUNT}:key/${id}`;
const resource = { arn, type: "AWS::KMS::Key", id };

let aws: AnsweredAccount;
afterEach(() => aws.close());
const answers = async (given: { [call: string]: Answer | ((input: JsonObject) => Answer) }) => {
  aws = await openAnsweredAccount(({ call, input }) => {
    const answer = given[call];
    return typeof answer === "function" ? answer(input) : answer;
  });
};
const key = (more: JsonObject) => ({ KeyMetadata: { KeyId: id, KeyManager: "CUSTOMER", ...more } });

describe("a sweep of keys", () => {
  it.each<[string, Detection, string[]]>([
    ["kms-key-deletion", deletion, []],
    ["kms-key-disabled", disabled, [`${arn} disabled`]],
    ["kms-policy-public", open, []],
  ])(
    "%s sees the others of one whose policy keeps it out, and tells in the end",
    async (_id, detection, found) => {
      await answers({
        ListKeys: { Keys: [{ KeyId: other }, { KeyId: id }] },
        DescribeKey: ({ KeyId }) =>
          KeyId === other ? { error: "AccessDeniedException" } : key({ KeyState: "Disabled" }),
        GetKeyPolicy: { Policy: JSON.stringify({ Statement: [] }) },
      });
      const seen: string[] = [];
      const sweep = async () => {
        const where = { account: ACCOUNT, region: "us-east-1", live: aws.live };
        for await (const { violations } of detection.sweep?.resources(where, {}) ?? [])
          seen.push(...violations.map(({ resource: { arn: of }, fingerprint }) => `${of} ${fingerprint}`));
      };
      await expect(sweep()).rejects.toMatchObject({ name: "AccessDeniedException" });
      expect(seen).toEqual(found);
      expect(aws.calls.filter(({ call }) => call === "DescribeKey")).toHaveLength(2);
    },
  );
});

describe("kms-key-deletion", () => {
  const violation = { resource, evidence: { keyId: id } };

  it("puts a key that waits for its replicas back to its own waiting time", async () => {
    await answers({
      DescribeKey: key({ KeyState: "PendingReplicaDeletion", PendingDeletionWindowInDays: 23 }),
    });
    const { plan } = await aws.inspect(deletion, violation);
    expect(plan?.undo).toMatchObject([{ input: { KeyId: id, PendingWindowInDays: 23 } }]);
  });

  it("does not rely on whether the key is enabled, which another finding's response may change", async () => {
    const states = ["Enabled", "Disabled"];
    await answers({ DescribeKey: () => key({ KeyState: states.pop() ?? "" }) });
    const [one, two] = [await aws.inspect(deletion, violation), await aws.inspect(deletion, violation)];
    expect(one.state).not.toEqual(two.state);
    expect(one.guard).toEqual(two.guard);
  });
});

describe("kms-key-disabled", () => {
  const violation = { resource, evidence: { keyId: id, about: "rotation" } };

  it("leaves the rotation of a key that is disabled, too, to a person: AWS would refuse it", async () => {
    await answers({
      DescribeKey: key({ KeyState: "Disabled" }),
      GetKeyRotationStatus: { KeyRotationEnabled: false },
    });
    const { plan, stuck } = await aws.inspect(disabled, violation);
    expect(plan).toBeUndefined();
    expect(stuck).toContain("enable the key");
  });

  it("knows from a sweep how often a key rotated, and says where it does not", async () => {
    let KeyRotationEnabled = true;
    await answers({
      ListKeys: { Keys: [{ KeyId: id }] },
      DescribeKey: key({ KeyState: "Enabled", KeySpec: "SYMMETRIC_DEFAULT", Origin: "AWS_KMS" }),
      GetKeyRotationStatus: () => ({ KeyRotationEnabled, RotationPeriodInDays: 120 }),
    });
    KeyRotationEnabled = false;
    const unknown = await aws.inspect(disabled, violation);
    expect(unknown.plan).toMatchObject({ caveats: [expect.stringContaining("not known")] });
    expect(unknown.plan?.steps[0]?.input).toEqual({ KeyId: id });

    KeyRotationEnabled = true;
    expect(await aws.sweep(disabled)).toEqual([]);
    KeyRotationEnabled = false;
    const { plan } = await aws.inspect(disabled, violation);
    expect(plan?.steps[0]?.input).toEqual({ KeyId: id, RotationPeriodInDays: 120 });
    expect(plan?.caveats).toBeUndefined();
  });
});

describe("kms-policy-public", () => {
  const everyone = { Sid: "All", Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" };
  const to = (AWS: string, more = {}) => ({ ...everyone, Sid: "Own", Principal: { AWS }, ...more });
  const root = `arn:aws:iam::${ACCOUNT}:root`;
  const planned = async (...rest: object[]) => {
    await answers({
      GetKeyPolicy: { Policy: JSON.stringify({ Version: "2012-10-17", Statement: [everyone, ...rest] }) },
    });
    const policy = JSON.stringify({ Statement: [everyone] });
    const [found] = judgedBy(open, "kms.amazonaws.com")("PutKeyPolicy", {
      requestParameters: { keyId: id, policy },
    }).violations;
    const { plan } = await aws.inspect(open, found ?? { resource, evidence: {} });
    const { Policy } = plan?.steps[0]?.input ?? {};
    return { plan, statements: JSON.parse(said(Policy)).Statement };
  };

  it.each([
    ["the account by its root", to(root)],
    ["the account by its id", to(ACCOUNT)],
  ])("takes out what offends, and no more, where %s may change the policy", async (_who, own) => {
    const { plan, statements } = await planned(own);
    expect(statements).toEqual([own]);
    expect(plan?.caveats).toBeUndefined();
  });

  it.each([
    ["a role alone has it", to(`arn:aws:iam::${ACCOUNT}:role/app`)],
    ["another account has it", to("arn:aws:iam::999999999999:root")],
    ["the account may only use it", to(root, { Action: "kms:Decrypt" })],
    [
      "the account may under a condition",
      to(root, { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    ],
    ["it is denied", to(root, { Effect: "Deny" })],
  ])("gives the account what AWS demands where %s", async (_who, left) => {
    const { plan, statements } = await planned(left);
    expect(statements).toEqual([
      left,
      expect.objectContaining({ Principal: { AWS: root }, Action: "kms:*" }),
    ]);
    expect(plan?.caveats).toEqual([expect.stringContaining("AWS refuses")]);
    expect(plan?.steps[0]?.does).toContain("put in what a policy must have");
  });
});
