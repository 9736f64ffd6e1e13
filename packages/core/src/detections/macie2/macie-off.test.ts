import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./macie-off.ts";

const resource = `arn:aws:macie2:us-east-1:${ACCOUNT}:session`;
const judge = (eventName: string, fields: Record<string, unknown> = {}) =>
  detection.detect(parsed(record("macie2.amazonaws.com", eventName, fields)), place, {}).violations;
const [found] = judge("DisableMacie");

describe("a call that turns Macie off", () => {
  it("is one violation of the region, whether it disables or pauses", () => {
    expect(found).toEqual({
      resource: { arn: resource, type: "AWS::Macie::Session", id: "us-east-1" },
      fingerprint: "off",
      summary: "Macie is off in us-east-1",
      severity: "medium",
      evidence: { region: "us-east-1" },
    });
    expect(judge("UpdateMacieSession", { requestParameters: { status: "PAUSED" } })).toEqual([found]);
  });

  it.each<[string, Record<string, unknown>]>([
    ["DisableMacie", { errorCode: "AccessDeniedException" }],
    ["UpdateMacieSession", { requestParameters: { status: "ENABLED" } }],
    ["UpdateMacieSession", { requestParameters: { findingPublishingFrequency: "ONE_HOUR" } }],
    ["UpdateMacieSession", { requestParameters: null }],
  ])("is none by %s %j", (name, fields) => expect(judge(name, fields)).toEqual([]));
});

describe("in the live account", () => {
  let session: JsonObject | undefined;
  let off = { error: "AccessDeniedException", message: "Macie is not enabled", status: 403 };
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (call === "GET /macie") return session ?? off;
      if (call === "DELETE /macie") session = undefined;
      else session = { ...session, ...input };
      return {};
    });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    session = { status: "ENABLED", findingPublishingFrequency: "ONE_HOUR" };
    aws.keep([{ resource, aspect: "session", value: undefined }]);
  });
  if (!found) throw new Error("there is one");

  async function proven() {
    if (!found) throw new Error("there is one");
    const before = await aws.inspect(detection, found);
    const { plan } = before;
    if (!plan) throw new Error("there is one");
    const answers = await aws.run(plan);
    expect(await aws.inspect(detection, found)).toMatchObject({ state: { status: "ENABLED" } });
    expect((await aws.inspect(detection, found)).plan).toBeUndefined();
    await aws.undo(plan, answers);
    expect((await aws.inspect(detection, found)).state).toEqual(before.state);
    return plan;
  }

  it("turns it on as a sweep has seen it, and the undo turns it off", async () => {
    expect(await aws.sweep(detection)).toEqual([]);
    session = undefined;
    const plan = await proven();
    expect(plan.steps[0]?.input).toEqual({ status: "ENABLED", findingPublishingFrequency: "ONE_HOUR" });
  });

  it("lets it go on where it was paused, and the undo pauses it", async () => {
    session = { status: "PAUSED" };
    expect(await aws.sweep(detection)).toEqual([`${resource} off`]);
    const plan = await proven();
    expect(plan.steps.map(({ operation }) => operation)).toEqual(["UpdateMacieSession"]);
  });

  it("reports regions without it only where it is wanted everywhere", async () => {
    session = undefined;
    expect(await aws.sweep(detection)).toEqual([]);
    expect(await aws.sweep(detection, { everywhere: true })).toEqual([`${resource} off`]);
  });

  it("does not take it for off where it may not ask", async () => {
    session = undefined;
    off = { ...off, message: "You are not authorized" };
    await expect(aws.inspect(detection, found)).rejects.toThrow("not authorized");
  });
});
