import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ec2Record, parsed, record } from "../../../test/records.ts";
import { type Detection, listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import ami from "./ec2-ami-bpa-off.ts";
import encryption from "./ec2-ebs-default-encryption-off.ts";
import metadata from "./ec2-imds-default-off.ts";
import serialConsole from "./ec2-serial-console-on.ts";
import snapshots from "./ec2-snapshot-bpa-off.ts";
import { wrongSetting } from "./region-setting.ts";

/* What the detections of a region's settings have in common. */

let account: Ec2Account;
beforeAll(async () => {
  account = await openEc2Account();
});
afterAll(() => account.close());

const judge = (detection: Detection, eventName: string, fields: Record<string, unknown> = {}) =>
  detection.detect(parsed(ec2Record(eventName, fields)), place, {});
const nothing = { violations: [], suspicions: [] };

interface Case {
  detection: Detection;
  name: string;
  /** The call that makes it wrong, with its request, and one that does not: mostly the one that mends it. */
  wrong: string;
  request?: object;
  right: string;
}
const cases: [string, Case][] = [
  [
    "snapshots' block of public access",
    {
      detection: snapshots,
      name: "snapshot-block-public-access",
      wrong: "DisableSnapshotBlockPublicAccess",
      right: "EnableSnapshotBlockPublicAccess",
    },
  ],
  [
    "AMIs' block of public access",
    {
      detection: ami,
      name: "image-block-public-access",
      wrong: "DisableImageBlockPublicAccess",
      right: "EnableImageBlockPublicAccess",
    },
  ],
  [
    "encryption by default",
    {
      detection: encryption,
      name: "ebs-encryption-by-default",
      wrong: "DisableEbsEncryptionByDefault",
      right: "EnableEbsEncryptionByDefault",
    },
  ],
  [
    "serial console",
    {
      detection: serialConsole,
      name: "serial-console-access",
      wrong: "EnableSerialConsoleAccess",
      right: "DisableSerialConsoleAccess",
    },
  ],
  [
    "default of the metadata service",
    {
      detection: metadata,
      name: "instance-metadata-defaults",
      wrong: "ModifyInstanceMetadataDefaults",
      request: { ModifyInstanceMetadataDefaultsRequest: { HttpTokens: "optional" } },
      right: "ModifyInstanceMetadataOptions",
    },
  ],
];

describe.each(cases)("the %s", (_what, { detection, name, wrong, request, right }) => {
  const requestParameters = request ?? { [`${wrong}Request`]: "" };

  it("is the account's own, in one region", () => {
    const found = judge(detection, wrong, { requestParameters });
    expect(found).toMatchObject({ violations: [{ severity: expect.stringMatching(/^(high|medium)$/) }] });
    const [violation] = found.violations;
    expect(violation?.resource).toEqual({
      arn: `arn:aws:ec2:us-east-1:${place.account}:account-setting/${name}`,
      type: "AWS::::Account",
      id: place.account,
    });
    expect(violation?.summary).toContain("us-east-1");
  });

  it.each(["Client.UnauthorizedOperation", "Client.DryRunOperation"])(
    "stands where the call failed: %s",
    (errorCode) => {
      expect(judge(detection, wrong, { requestParameters, errorCode })).toEqual(nothing);
    },
  );

  it("is not another service's", () => {
    const listening = listeners([detection]);
    const listened = (source: string, event: string) =>
      isListenedTo(parsed(record(source, event)), listening);
    expect(listened("ec2.amazonaws.com", wrong)).toBe(true);
    expect(listened("ebs.amazonaws.com", wrong)).toBe(false);
    // Only of snapshots there are two levels of a block, the lower one of which may be wrong.
    expect(listened("ec2.amazonaws.com", right)).toBe(detection === snapshots);
  });

  it("is swept under the key that the call gives, put right, and taken back", async () => {
    for (const { service, operation, input } of detection.attacks[0]?.steps ?? [])
      await account.run([{ service, operation, input, does: "" }]);
    const [found] = await account.found(detection, account.latest());
    if (!found) throw new Error("it is found");
    const key = ({ resource, fingerprint }: typeof found) => ({ resource, fingerprint });
    const swept = async () => (await account.sweep(detection)).flatMap(({ violations }) => violations);
    expect((await swept()).map(key)).toEqual([key(found)]);
    const standing = { ...found, evidence: (await swept())[0]?.evidence };
    const { plan, state } = await account.inspect(detection, standing);
    await account.run(plan?.steps);
    expect(await swept()).toEqual([]);
    expect((await account.sweep(detection)).map(({ resource }) => resource)).toEqual([found.resource.arn]);
    expect((await account.inspect(detection, standing)).plan).toBeUndefined();
    await account.run(plan?.undo, "undo");
    expect((await account.inspect(detection, standing)).state).toEqual(state);
  });
});

describe("a setting that the organization's policy makes", () => {
  it("is said to be stuck, since the account can't change it", () => {
    const step = { service: "ec2", operation: "X", input: {}, does: "x" };
    const state = { on: true };
    expect(wrongSetting(state, "declarative-policy", [step, step])).toEqual({
      state,
      stuck: expect.stringContaining("declarative policy"),
    });
    expect(wrongSetting(state, "account", [step, step])).toHaveProperty("plan");
    expect(wrongSetting(state, undefined, [step, step])).toHaveProperty("plan");
  });
});
