import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, said } from "../../../test/answered-account.ts";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./ssm-public-sharing-on.ts";

const judged = judgedBy(detection, "ssm.amazonaws.com");
const settingId = "/ssm/documents/console/public-sharing-permission";
const arn = `arn:aws:ssm:us-east-1:${ACCOUNT}:servicesetting${settingId}`;
const update = (more: Record<string, unknown> = {}) => ({
  requestParameters: { settingId, settingValue: "Enable", ...more },
});
const [found] = judged("UpdateServiceSetting", update()).violations;

describe("ssm-public-sharing-on", () => {
  it.each([
    ["its path", {}],
    ["its ARN", { settingId: arn }],
  ])("finds public sharing that is allowed, of a setting by %s", (_how, more) => {
    expect(judged("UpdateServiceSetting", update(more))).toEqual({
      ...shownNothing,
      violations: [
        {
          resource: { arn, type: "AWS::::Account", id: ACCOUNT },
          fingerprint: "on",
          summary: "Systems Manager documents in us-east-1 may be shared with everyone",
          severity: "medium",
          evidence: {},
        },
      ],
    });
  });

  it("asks what the setting is after a reset", () => {
    expect(judged("ResetServiceSetting", { requestParameters: { settingId } })).toMatchObject({
      violations: [],
      suspicions: [{ ask: { account: ACCOUNT } }],
    });
  });

  it.each([
    ["a call that failed", "UpdateServiceSetting", { ...update(), errorCode: "AccessDenied" }],
    ["the inverse call", "UpdateServiceSetting", update({ settingValue: "Disable" })],
    [
      "another setting",
      "UpdateServiceSetting",
      update({ settingId: "/ssm/parameter-store/default-parameter-tier" }),
    ],
    [
      "another setting's reset",
      "ResetServiceSetting",
      update({ settingId: "/ssm/managed-instance/default-ec2-instance-management-role" }),
    ],
    ["a reset that failed", "ResetServiceSetting", { ...update(), errorCode: "AccessDenied" }],
    ["nothing", "UpdateServiceSetting", { requestParameters: null }],
  ])("finds nothing in %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("finds nothing in another service's event of the same name", () => {
    expect(judgedBy(detection, "other.amazonaws.com")("UpdateServiceSetting", update())).toEqual(
      shownNothing,
    );
  });
});

describe("in the live account", () => {
  const setting = { value: "Enable", Status: "Customized" };
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (input.SettingId !== settingId) return undefined;
      if (call === "GetServiceSetting")
        return {
          ServiceSetting: { SettingId: settingId, SettingValue: setting.value, Status: setting.Status },
        };
      if (call === "UpdateServiceSetting")
        Object.assign(setting, { value: said(input.SettingValue), Status: "Customized" });
      else if (call === "ResetServiceSetting") Object.assign(setting, { value: "Enable", Status: "Default" });
      else return undefined;
      return {};
    });
  });
  afterAll(() => aws.close());
  beforeEach(() => Object.assign(setting, { value: "Enable", Status: "Customized" }));
  const inspect = async () => {
    if (!found) throw new Error("it is one");
    return aws.inspect(detection, found);
  };

  it.each(["Customized", "Default"])("is blocked, and allowed again as it was: %s", async (Status) => {
    Object.assign(setting, { Status });
    const before = await inspect();
    if (!before.plan) throw new Error("there is a plan");
    expect(await aws.sweep(detection)).toEqual([`${arn} on`]);
    const answers = await aws.run(before.plan);
    expect(await inspect()).toEqual({ state: { publicSharing: "Disable", isDefault: false } });
    expect(await aws.sweep(detection)).toEqual([]);
    await aws.undo(before.plan, answers);
    expect(await inspect()).toEqual(before);
    expect(setting.Status).toBe(Status);
  });

  it("decides what a reset has done", async () => {
    expect(await detection.assess({ account: ACCOUNT }, aws.live, {})).toEqual([found]);
    setting.value = "Disable";
    expect(await detection.assess({ account: ACCOUNT }, aws.live, {})).toEqual([]);
  });
});
