import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ec2Record, parsed } from "../../../test/records.ts";
import detection from "./ec2-snapshot-bpa-off.ts";

const resource = `arn:aws:ec2:us-east-1:${place.account}:account-setting/snapshot-block-public-access`;
const enabled = (request: unknown, answer: unknown = {}, parameters: unknown = {}) =>
  detection.detect(
    parsed(
      ec2Record("EnableSnapshotBlockPublicAccess", {
        requestParameters: { EnableSnapshotBlockPublicAccessRequest: request },
        responseElements: { EnableSnapshotBlockPublicAccessResponse: answer },
      }),
    ),
    place,
    parameters,
  );
const known = (state: string) => ({
  resource,
  aspect: "state",
  value: { state },
  at: "2026-11-20T00:00:00.000Z",
});

describe("a call that blocks public access to snapshots", () => {
  it("is of medium severity where it blocks only new sharing, since that may be less than before", () => {
    expect(enabled({ State: "block-new-sharing" }).violations).toMatchObject([
      { fingerprint: "block-new-sharing", severity: "medium", evidence: { state: "block-new-sharing" } },
    ]);
    expect(enabled({}, { state: "block-new-sharing" }).violations).toHaveLength(1);
  });

  it("is a good state where it blocks what is required", () => {
    const baselines = (state: string) => [{ resource, aspect: "state", value: { state } }];
    expect(enabled({ State: "block-all-sharing" })).toEqual({
      violations: [],
      suspicions: [],
      baselines: baselines("block-all-sharing"),
    });
    const parameters = { required: "block-new-sharing" };
    expect(enabled({ State: "block-new-sharing" }, {}, parameters)).toMatchObject({
      violations: [],
      baselines: baselines("block-new-sharing"),
    });
  });

  it.each([[{}], [""], [{ State: 7 }], [{ State: "block-more" }]])(
    "that says %j is a question",
    (request) => {
      expect(enabled(request)).toEqual({
        violations: [],
        suspicions: [{ ask: { account: place.account }, reason: expect.any(String) }],
      });
    },
  );
});

describe("the block in an account", () => {
  let account: Ec2Account;
  beforeAll(async () => {
    account = await openEc2Account();
  });
  afterAll(() => account.close());

  async function weakened(to: "unblocked" | "block-new-sharing") {
    if (to === "unblocked") await account.ec2.disableSnapshotBlockPublicAccess({});
    else await account.ec2.enableSnapshotBlockPublicAccess({ State: to });
    const [found] = await account.found(detection, account.latest());
    if (!found) throw new Error("it is found");
    return found;
  }
  const stateNow = async () => (await account.ec2.getSnapshotBlockPublicAccessState({})).State;

  it("becomes again what it was, where that is known, and what is required otherwise", async () => {
    const parameters = { required: "block-new-sharing" };
    const found = await weakened("unblocked");
    const back = await account.inspect(detection, found, {
      baselines: [known("block-all-sharing")],
      parameters,
    });
    expect(back.plan?.steps[0]?.input).toEqual({ State: "block-all-sharing" });
    expect(back.plan).not.toHaveProperty("caveats");
    for (const baselines of [[], [known("unblocked")], [known("garbage")]]) {
      const { plan } = await account.inspect(detection, found, { baselines, parameters });
      expect(plan).toMatchObject({
        steps: [{ input: { State: "block-new-sharing" } }],
        caveats: [expect.stringContaining("not known")],
      });
      expect(plan).not.toHaveProperty("confirm");
    }
  });

  it("that blocks only new sharing blocks all again, and the undo brings that back, not less", async () => {
    const found = await weakened("block-new-sharing");
    const { plan } = await account.inspect(detection, found, { baselines: [known("block-all-sharing")] });
    expect(plan).not.toHaveProperty("confirm");
    await account.run(plan?.steps);
    expect(await stateNow()).toBe("block-all-sharing");
    expect(await account.inspect(detection, found)).toEqual({
      state: { blockPublicAccess: "block-all-sharing" },
      baselines: [{ resource, aspect: "state", value: { state: "block-all-sharing" } }],
    });
    await account.run(plan?.undo, "undo");
    expect(await stateNow()).toBe("block-new-sharing");
  });

  it("that may never have blocked more is for a person to raise", async () => {
    const found = await weakened("block-new-sharing");
    expect((await account.inspect(detection, found)).plan?.confirm).toContain("never");
  });

  it("that has become another level since is the other finding's", async () => {
    const found = await weakened("block-new-sharing");
    const other = await weakened("unblocked");
    expect((await account.inspect(detection, found)).plan).toBeUndefined();
    expect((await account.inspect(detection, other)).plan).toBeDefined();
  });

  it("answers questions by what it is now, and a sweep keeps it where it is good", async () => {
    const ask = { account: place.account, hold: "a service's" };
    const found = await weakened("unblocked");
    expect(await detection.assess(ask, account.live, {})).toEqual([{ ...found, hold: "a service's" }]);
    await account.ec2.enableSnapshotBlockPublicAccess({ State: "block-all-sharing" });
    expect(await detection.assess(ask, account.live, {})).toEqual([]);
    const baselines = [{ resource, aspect: "state", value: { state: "block-all-sharing" } }];
    expect(await account.sweep(detection)).toEqual([{ resource, violations: [], baselines }]);
  });
});
