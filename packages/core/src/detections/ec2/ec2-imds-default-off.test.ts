import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ec2Record, parsed } from "../../../test/records.ts";
import detection from "./ec2-imds-default-off.ts";

const judge = (requestParameters: unknown) =>
  detection.detect(parsed(ec2Record("ModifyInstanceMetadataDefaults", { requestParameters })), place, {});
const asked = (request: unknown) => judge({ ModifyInstanceMetadataDefaultsRequest: request });
const nothing = { violations: [], suspicions: [] };

describe("a call that changes the defaults of the metadata service", () => {
  it.each(["optional", "no-preference"])("to HttpTokens %s is a violation", (HttpTokens) => {
    expect(asked({ HttpTokens }).violations).toMatchObject([{ fingerprint: "http-tokens" }]);
  });

  it("that requires tokens, or is about something else, is none", () => {
    expect(asked({ HttpTokens: "required" })).toEqual(nothing);
    expect(asked({ HttpPutResponseHopLimit: 2 })).toEqual(nothing);
  });

  it.each([[null], [{ HttpTokens: "optional" }], [{ ModifyInstanceMetadataDefaultsRequest: "" }]])(
    "that says %j is a question",
    (requestParameters) => {
      expect(judge(requestParameters).suspicions).toMatchObject([{ ask: { account: place.account } }]);
    },
  );
  it("that says something strange of tokens is a question", () => {
    expect(asked({ HttpTokens: 1 }).suspicions).toHaveLength(1);
  });
});

describe("the default in an account", () => {
  let account: Ec2Account;
  beforeAll(async () => {
    account = await openEc2Account();
  });
  afterAll(() => account.close());

  const set = (HttpTokens: "required" | "optional" | "no-preference") =>
    account.ec2.modifyInstanceMetadataDefaults({ HttpTokens });
  const ask = { account: place.account };

  it("that nobody has set is wrong, becomes IMDSv2, and is nobody's again after the undo", async () => {
    await set("required");
    await account.ec2.modifyInstanceMetadataDefaults({ HttpPutResponseHopLimit: 3 });
    await set("no-preference");
    const found = await detection.assess({ ...ask, hold: "a service's" }, account.live, {});
    expect(found).toMatchObject([{ fingerprint: "http-tokens", hold: "a service's" }]);
    const [violation] = found;
    if (!violation) throw new Error("it is found");
    const { plan, state } = await account.inspect(detection, violation);
    await account.run(plan?.steps);
    expect(await detection.assess(ask, account.live, {})).toEqual([]);
    await account.run(plan?.undo, "undo");
    expect((await account.inspect(detection, violation)).state).toEqual(state);
    const { AccountLevel } = await account.ec2.getInstanceMetadataDefaults({});
    expect(AccountLevel).toMatchObject({ HttpPutResponseHopLimit: 3 });
    expect(AccountLevel?.HttpTokens).toBeUndefined();
  });
});
