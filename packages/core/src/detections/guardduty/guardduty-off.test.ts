import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place, said } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./guardduty-off.ts";

const resource = `arn:aws:guardduty:us-east-1:${ACCOUNT}:detector`;
const judge = (eventName: string, fields: Record<string, unknown> = {}) =>
  detection.detect(parsed(record("guardduty.amazonaws.com", eventName, fields)), place, {}).violations;
const fingerprints = (...of: Parameters<typeof judge>) => judge(...of).map(({ fingerprint }) => fingerprint);
const DETECTOR = "12abc34d567e8fa901bc2d34e56789f0";
const [found] = judge("DeleteDetector", { requestParameters: { detectorId: DETECTOR } });

describe("a call that turns GuardDuty off", () => {
  it("is one violation of the region, whichever way it was done", () => {
    expect(found).toEqual({
      resource: { arn: resource, type: "AWS::GuardDuty::Detector", id: "us-east-1" },
      fingerprint: "off",
      summary: "GuardDuty is off in us-east-1",
      severity: "critical",
      evidence: { region: "us-east-1" },
    });
    const suspended = { requestParameters: { detectorId: DETECTOR, enable: false } };
    expect(judge("UpdateDetector", suspended)).toEqual([found]);
    expect(judge("UpdateDetector", { requestParameters: { enable: "false" } })).toEqual([found]);
  });

  it.each<[string, string, Record<string, unknown>]>([
    ["turned it on", "UpdateDetector", { requestParameters: { detectorId: DETECTOR, enable: true } }],
    [
      "changed something else",
      "UpdateDetector",
      { requestParameters: { findingPublishingFrequency: "ONE_HOUR" } },
    ],
    ["says nothing", "UpdateDetector", { requestParameters: null }],
    ["failed", "DeleteDetector", { errorCode: "BadRequestException" }],
    ["failed", "UpdateDetector", { requestParameters: { enable: false }, errorCode: "AccessDenied" }],
  ])("is none where it %s", (_, eventName, fields) => {
    expect(fingerprints(eventName, fields)).toEqual([]);
  });
});

describe("in the live account", () => {
  let detectors: JsonObject[] = [];
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (call === "GET /detector") return { detectorIds: detectors.map(({ id }) => said(id)) };
      if (call === "POST /detector") {
        const { enable, ...settings } = input;
        detectors = [{ id: "new", status: enable === true ? "ENABLED" : "DISABLED", ...settings }];
        return { detectorId: "new" };
      }
      const detector = detectors.find(({ id }) => call.endsWith(`/detector/${said(id)}`));
      if (!detector) return { error: "BadRequestException", message: "not owned by the current account" };
      if (call.startsWith("GET")) return { createdAt: "", serviceRole: "", ...detector };
      if (call.startsWith("DELETE")) detectors = [];
      else detectors = [{ ...detector, status: input.enable === true ? "ENABLED" : "DISABLED" }];
      return {};
    });
  });
  afterAll(() => aws.close());
  if (!found) throw new Error("there is one");

  const feature = (name: string, status: string, more: JsonObject = {}) => ({
    name,
    status,
    updatedAt: 1,
    ...more,
  });
  const enabled = {
    id: DETECTOR,
    status: "ENABLED",
    findingPublishingFrequency: "FIFTEEN_MINUTES",
    features: [
      feature("CLOUD_TRAIL", "ENABLED"),
      feature("S3_DATA_EVENTS", "ENABLED"),
      feature("SOMETHING_NEW", "ENABLED"),
      feature("EKS_RUNTIME_MONITORING", "DISABLED"),
      feature("RUNTIME_MONITORING", "ENABLED", {
        additionalConfiguration: [{ name: "EKS_ADDON_MANAGEMENT", status: "ENABLED", updatedAt: 1 }],
      }),
    ],
    tags: { team: "security", "aws:cloudformation:stack-name": "guard" },
  };
  beforeEach(() => {
    detectors = [enabled];
    aws.keep([{ resource, aspect: "detector", value: undefined }]);
  });

  it("makes the detector again with what a sweep saw of it, and the undo deletes that one", async () => {
    expect(await aws.sweep(detection)).toEqual([]);
    detectors = [];
    expect(await aws.sweep(detection)).toEqual([`${resource} off`]);
    const before = await aws.inspect(detection, found);
    const { plan } = before;
    if (!plan) throw new Error("there is one");
    expect(plan.steps.map(({ input }) => input)).toEqual([
      {
        Enable: true,
        FindingPublishingFrequency: "FIFTEEN_MINUTES",
        Features: [
          { Name: "S3_DATA_EVENTS", Status: "ENABLED" },
          {
            Name: "RUNTIME_MONITORING",
            Status: "ENABLED",
            AdditionalConfiguration: [{ Name: "EKS_ADDON_MANAGEMENT", Status: "ENABLED" }],
          },
        ],
        Tags: { team: "security" },
      },
    ]);
    expect(plan.steps[0]?.does).toBe("turn GuardDuty on in us-east-1, as it was on 2026-11-23");
    const answers = await aws.run(plan);
    expect(await aws.inspect(detection, found)).toMatchObject({ state: { enabled: true } });
    await aws.undo(plan, answers);
    expect(await aws.inspect(detection, found)).toEqual(before);
  });

  it("makes one with AWS's own features where it never saw any, and says so", async () => {
    detectors = [];
    const { plan } = await aws.inspect(detection, found);
    expect(plan?.steps.map(({ input }) => input)).toEqual([{ Enable: true }]);
    expect(plan?.caveats).toHaveLength(2);
  });

  it("keeps EKS's own runtime monitoring where only that is on", async () => {
    const features = [
      feature("RUNTIME_MONITORING", "DISABLED"),
      feature("EKS_RUNTIME_MONITORING", "ENABLED"),
    ];
    detectors = [{ ...enabled, features }];
    const { baselines } = await aws.inspect(detection, found);
    expect(baselines?.[0]?.value).toMatchObject({
      Features: [{ Name: "EKS_RUNTIME_MONITORING", Status: "ENABLED" }],
    });
  });

  it("turns a suspended detector on, and the undo suspends it", async () => {
    detectors = [{ ...enabled, status: "DISABLED" }];
    expect(await aws.sweep(detection, { everywhere: false })).toEqual([`${resource} off`]);
    const before = await aws.inspect(detection, found);
    const { plan } = before;
    if (!plan) throw new Error("there is one");
    const answers = await aws.run(plan);
    expect(detectors).toEqual([enabled]);
    expect((await aws.inspect(detection, found)).plan).toBeUndefined();
    await aws.undo(plan, answers);
    expect(await aws.inspect(detection, found)).toEqual(before);
  });

  it("leaves regions alone where GuardDuty isn't wanted", async () => {
    detectors = [];
    expect(await aws.sweep(detection, { everywhere: false })).toEqual([]);
  });
});
