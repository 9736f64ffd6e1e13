import type { InternetGatewayBlockMode } from "@aws-sdk/client-ec2";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Ec2Account, openEc2Account, place } from "../../../test/ec2-account.ts";
import { ACCOUNT, ec2Record, parsed } from "../../../test/records.ts";
import type { LiveAccount } from "../../aws/account.ts";
import { listeners } from "../define.ts";
import { isListenedTo } from "../judge.ts";
import detection from "./ec2-vpc-bpa-weakened.ts";

const CALL = "ModifyVpcBlockPublicAccessOptions";
const arn = `arn:aws:ec2:us-east-1:${ACCOUNT}:account-setting/vpc-block-public-access`;
const nothing = { violations: [], suspicions: [] };
const judge = (fields: Record<string, unknown>, parameters: unknown = {}) =>
  detection.detect(parsed(ec2Record(CALL, fields)), place, parameters);
const to = (mode: unknown) => ({
  requestParameters: { [`${CALL}Request`]: { InternetGatewayBlockMode: mode } },
});
const bothWays = { resource: arn, aspect: "mode", value: { mode: "block-bidirectional" } };
const strict = { required: "block-bidirectional" };

describe("a call that sets VPC block public access", () => {
  it("to off is a violation", () => {
    expect(judge(to("off"))).toEqual({
      violations: [
        {
          resource: { arn, type: "AWS::::Account", id: ACCOUNT },
          fingerprint: "off",
          summary: "Internet gateways in us-east-1 are not blocked",
          severity: "high",
          evidence: { mode: "off" },
        },
      ],
      suspicions: [],
    });
  });

  it("to one way asks what it was before, and is a violation where both are required", () => {
    expect(judge(to("block-ingress"))).toEqual({
      violations: [],
      suspicions: [{ ask: { account: ACCOUNT }, reason: expect.stringContaining("before") }],
    });
    expect(judge(to("block-ingress"), strict).violations).toMatchObject([
      { fingerprint: "block-ingress", summary: expect.stringContaining("let traffic out") },
    ]);
  });

  it("to both ways is good, and known", () => {
    for (const parameters of [{}, strict])
      expect(judge(to("block-bidirectional"), parameters)).toEqual({ ...nothing, baselines: [bothWays] });
  });

  it("is nothing when it failed or was a dry run", () => {
    for (const errorCode of ["Client.DryRunOperation", "Client.UnauthorizedOperation"])
      expect(judge({ ...to("off"), errorCode })).toEqual(nothing);
  });

  it.each([
    null,
    "",
    { omitted: true },
    { [`${CALL}Request`]: "" },
    to("shut").requestParameters,
    to(5).requestParameters,
  ])("asks the account where the record does not tell: %j", (requestParameters) => {
    expect(judge({ requestParameters }).suspicions).toEqual([
      { ask: { account: ACCOUNT }, reason: expect.stringContaining("does not say") },
    ]);
  });

  it("is not another service's, nor one about an exclusion", () => {
    const heard = (eventSource: string, eventName: string) =>
      isListenedTo({ eventSource, eventName }, listeners([detection]));
    expect(heard("ec2.amazonaws.com", CALL)).toBe(true);
    expect(heard("s3.amazonaws.com", CALL)).toBe(false);
    expect(heard("ec2.amazonaws.com", "ModifyVpcBlockPublicAccessExclusion")).toBe(false);
  });
});

describe("in the live account", () => {
  let account: Ec2Account;
  beforeEach(async () => {
    account = await openEc2Account();
  });
  afterEach(() => account.close());

  const set = (mode: InternetGatewayBlockMode) =>
    account.ec2.modifyVpcBlockPublicAccessOptions({ InternetGatewayBlockMode: mode });
  const mode = async () =>
    (await account.ec2.describeVpcBlockPublicAccessOptions({})).VpcBlockPublicAccessOptions
      ?.InternetGatewayBlockMode;
  const known = { baselines: [{ ...bothWays, at: "2026-11-20T00:00:00.000Z" }] };
  const foundNow = (knowing = {}) => account.found(detection, account.latest(), knowing);
  const finding = (of: string) => ({
    resource: { arn, type: "AWS::::Account", id: ACCOUNT },
    evidence: { mode: of },
  });

  it("one way is a step back for who knows that it was both", async () => {
    await set("block-ingress");
    expect(await foundNow()).toEqual([]);
    expect((await foundNow(known)).map(({ fingerprint }) => fingerprint)).toEqual(["block-ingress"]);
    const { plan } = await account.inspect(detection, finding("block-ingress"), known);
    expect(plan).toMatchObject({ steps: [{ input: { InternetGatewayBlockMode: "block-bidirectional" } }] });
    expect(plan?.confirm).toBeUndefined();
    expect((await account.inspect(detection, finding("block-ingress"))).plan).toBeUndefined();
  });

  it("what the record did not say is read, and judged by what is required, too", async () => {
    const record = parsed(ec2Record(CALL));
    expect((await account.found(detection, record)).map(({ fingerprint }) => fingerprint)).toEqual(["off"]);
    await set("block-ingress");
    expect(await account.found(detection, record)).toEqual([]);
    expect(await account.found(detection, record, { parameters: strict })).toHaveLength(1);
  });

  it.each<["off" | "block-ingress", object, string]>([
    ["off", known, "block-bidirectional"],
    ["off", {}, "block-ingress"],
    ["off", { parameters: strict }, "block-bidirectional"],
    ["block-ingress", { parameters: strict }, "block-bidirectional"],
  ])("from %s, knowing %j, it becomes %s, and what it was again", async (from, knowing, becomes) => {
    await set(from);
    const { plan, state } = await account.inspect(detection, finding(from), knowing);
    expect(plan?.confirm === undefined).toBe(knowing === known);
    expect(plan?.caveats === undefined).toBe(knowing === known);
    await account.run(plan?.steps ?? []);
    expect(await mode()).toBe(becomes);
    const after = await account.inspect(detection, finding(from), knowing);
    expect(after.plan).toBeUndefined();
    expect(after.baselines).toEqual(becomes === "block-bidirectional" ? [bothWays] : []);
    await account.run(plan?.undo ?? [], "undo");
    expect((await account.inspect(detection, finding(from), knowing)).state).toEqual(state);
  });

  it("a mode that is too weak in another way is another finding", async () => {
    await set("block-ingress");
    const { plan } = await account.inspect(detection, finding("off"), { parameters: strict });
    expect(plan).toBeUndefined();
  });

  it("is left to people where a declarative policy says so", async () => {
    const managed: LiveAccount = {
      ...account.live,
      async client(service) {
        const client = await account.live.client(service);
        if (!("DescribeVpcBlockPublicAccessOptions" in client)) return client;
        const call = client.DescribeVpcBlockPublicAccessOptions;
        const read = async (input: unknown) => {
          const answer = await call.run(input);
          const options = { ...answer.VpcBlockPublicAccessOptions, ManagedBy: "declarative-policy" as const };
          return { ...answer, VpcBlockPublicAccessOptions: options };
        };
        return { ...client, DescribeVpcBlockPublicAccessOptions: Object.assign(read, { run: read }) };
      },
    };
    const look = { live: managed, baseline: async () => undefined, now: new Date() };
    const seen = await detection.response?.inspect(finding("off"), look, {});
    expect(seen).toEqual({
      state: { internetGatewayBlockMode: "off" },
      stuck: expect.stringContaining("policy"),
    });
  });

  it("a sweep says so more quietly where nobody ever set it, and keeps the strictest alone", async () => {
    expect(await account.sweep(detection)).toMatchObject([
      { resource: arn, violations: [{ fingerprint: "off", severity: "medium" }], baselines: [] },
    ]);
    await set("off");
    const [swept] = await account.sweep(detection);
    expect(swept?.violations).toEqual(await foundNow());
    await set("block-ingress");
    expect(await account.sweep(detection)).toEqual([{ resource: arn, violations: [], baselines: [] }]);
    expect((await account.sweep(detection, strict))[0]?.violations).toMatchObject([
      { fingerprint: "block-ingress" },
    ]);
    await set("block-bidirectional");
    expect(await account.sweep(detection)).toEqual([
      { resource: arn, violations: [], baselines: [bothWays] },
    ]);
  });
});
