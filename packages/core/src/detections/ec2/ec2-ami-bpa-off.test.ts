import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ec2Record, parsed } from "../../../test/records.ts";
import detection from "./ec2-ami-bpa-off.ts";

let account: Ec2Account;
beforeAll(async () => {
  account = await openEc2Account();
});
afterAll(() => account.close());

/** The account looks at 09:00. */
const switchedOffAt = (eventTime: string) => {
  const [found] = detection.detect(
    parsed(ec2Record("DisableImageBlockPublicAccess", { eventTime })),
    place,
    {},
  ).violations;
  if (!found) throw new Error("it is found");
  return found;
};

describe("a block of public AMIs that was switched off", () => {
  it("is wrong for ten minutes even where AWS still shows the block", async () => {
    await account.ec2.enableImageBlockPublicAccess({ ImageBlockPublicAccessState: "block-new-sharing" });
    const { plan, state } = await account.inspect(detection, switchedOffAt("2026-11-23T08:50:01Z"));
    expect(state).toEqual({ blockPublicAccess: "block-new-sharing" });
    expect(plan?.steps).toMatchObject([{ operation: "EnableImageBlockPublicAccess" }]);
    const later = await account.inspect(detection, switchedOffAt("2026-11-23T08:50:00Z"));
    expect(later.plan).toBeUndefined();
    const toCome = await account.inspect(detection, switchedOffAt("2027-01-01T00:00:00Z"));
    expect(toCome.plan).toBeUndefined();
    const { resource } = switchedOffAt("2026-11-23T08:50:00Z");
    expect((await account.inspect(detection, { resource, evidence: {} })).plan).toBeUndefined();
  });

  it("is wrong for as long as it is off", async () => {
    await account.ec2.disableImageBlockPublicAccess({});
    expect((await account.inspect(detection, switchedOffAt("2026-11-01T00:00:00Z"))).plan).toBeDefined();
  });

  it("is given the time that AWS takes", () => {
    expect(detection.response?.settlesWithinMinutes).toBe(10);
  });
});
