import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./securityhub-off.ts";

const resource = `arn:aws:securityhub:us-east-1:${ACCOUNT}:hub/default`;
const judge = (fields: Record<string, unknown> = {}) =>
  detection.detect(parsed(record("securityhub.amazonaws.com", "DisableSecurityHub", fields)), place, {})
    .violations;
const [found] = judge();

describe("DisableSecurityHub", () => {
  it("is a violation of the region's hub", () => {
    expect(found).toEqual({
      resource: { arn: resource, type: "AWS::SecurityHub::Hub", id: "us-east-1" },
      fingerprint: "off",
      summary: "Security Hub is off in us-east-1",
      severity: "high",
      evidence: { region: "us-east-1" },
    });
  });

  it("is none where it failed", () => expect(judge({ errorCode: "InvalidAccessException" })).toEqual([]));
});

describe("in the live account", () => {
  let hub: JsonObject | undefined;
  let calls: JsonObject[] = [];
  let off: { error: string; message: string } = { error: "", message: "" };
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (call === "GET /accounts") return hub ?? { ...off, status: 401 };
      calls.push({ [call]: input });
      if (call === "POST /accounts")
        hub = { ControlFindingGenerator: "SECURITY_CONTROL", AutoEnableControls: true };
      if (call === "PATCH /accounts") hub = { ...hub, ...input };
      if (call === "DELETE /accounts") hub = undefined;
      return {};
    });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    hub = undefined;
    calls = [];
    off = {
      error: "InvalidAccessException",
      message: `Account ${ACCOUNT} is not subscribed to AWS Security Hub`,
    };
    for (const aspect of ["hub", "standards"]) aws.keep([{ resource, aspect, value: undefined }]);
  });
  if (!found) throw new Error("there is one");

  it("turns it on with AWS's own standards where none are known, and says so; the undo turns it off", async () => {
    expect(await aws.sweep(detection)).toEqual([`${resource} off`]);
    const before = await aws.inspect(detection, found);
    const { plan } = before;
    if (!plan) throw new Error("there is one");
    expect(plan.caveats).toHaveLength(1);
    const answers = await aws.run(plan);
    expect(calls).toEqual([{ "POST /accounts": { EnableDefaultStandards: true } }]);
    expect((await aws.inspect(detection, found)).plan).toBeUndefined();
    expect(await aws.sweep(detection)).toEqual([]);
    await aws.undo(plan, answers);
    expect((await aws.inspect(detection, found)).state).toEqual(before.state);
  });

  it("gives it back the settings and the standards that sweeps have seen", async () => {
    hub = { ControlFindingGenerator: "STANDARD_CONTROL", AutoEnableControls: false, SubscribedAt: "now" };
    await aws.sweep(detection);
    const standards = [
      {
        StandardsArn: "arn:aws:securityhub:us-east-1::standards/pci-dss/v/4.0.1",
        StandardsInput: { a: "b" },
      },
    ];
    aws.keep([{ resource, aspect: "standards", value: { standards } }]);
    hub = undefined;
    const { plan } = await aws.inspect(detection, found);
    if (!plan) throw new Error("there is one");
    expect(plan.caveats).toBeUndefined();
    await aws.run(plan);
    const enabled = { EnableDefaultStandards: false, ControlFindingGenerator: "STANDARD_CONTROL" };
    expect(calls).toEqual([
      { "POST /accounts": enabled },
      { "PATCH /accounts": { AutoEnableControls: false } },
      { "POST /standards/register": { StandardsSubscriptionRequests: standards } },
    ]);
  });

  it("leaves regions alone where it isn't wanted", async () => {
    expect(await aws.sweep(detection, { everywhere: false })).toEqual([]);
  });

  it("does not take it for off where it may not ask", async () => {
    off = { error: "InvalidAccessException", message: "User is not authorized" };
    await expect(aws.inspect(detection, found)).rejects.toThrow("not authorized");
    off = { error: "ResourceNotFoundException", message: "no hub" };
    expect((await aws.inspect(detection, found)).state).toEqual({ enabled: false });
  });
});
