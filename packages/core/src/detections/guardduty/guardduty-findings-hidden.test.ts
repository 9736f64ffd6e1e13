import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place, said } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import detection from "./guardduty-findings-hidden.ts";

const judge = (eventName: string, fields: Record<string, unknown>) =>
  detection.detect(parsed(record("guardduty.amazonaws.com", eventName, fields)), place, {}).violations;
const request = { detectorId: "d1", name: "hide-all", action: "ARCHIVE", findingCriteria: {} };
const arn = `arn:aws:guardduty:us-east-1:${ACCOUNT}:detector/d1/filter/hide-all`;

describe("a filter", () => {
  it("that archives is a violation, made or changed so", () => {
    const found = [
      {
        resource: { arn, type: "AWS::GuardDuty::Filter", id: "hide-all" },
        fingerprint: "archives",
        summary: "GuardDuty's filter hide-all archives new findings before anybody sees them",
        severity: "high",
        evidence: { detector: "d1", filter: "hide-all" },
      },
    ];
    expect(judge("CreateFilter", { requestParameters: request })).toEqual(found);
    const changed = { detectorId: "d1", filterName: "hide-all", action: "archive" };
    expect(judge("UpdateFilter", { requestParameters: changed })).toEqual(found);
  });

  it.each<[string, Record<string, unknown>]>([
    ["only sorts", { requestParameters: { ...request, action: "NOOP" } }],
    ["has no action", { requestParameters: { detectorId: "d1", name: "hide-all" } }],
    ["was refused", { requestParameters: request, errorCode: "BadRequestException" }],
    ["has no detector", { requestParameters: { ...request, detectorId: 1 } }],
    ["has no name", { requestParameters: { ...request, name: "a b" } }],
    ["is not told", { requestParameters: null }],
  ])("that %s is none", (_, fields) => expect(judge("CreateFilter", fields)).toEqual([]));
});

describe("the response", () => {
  let filter = {
    name: "hide-all",
    action: "ARCHIVE",
    description: "",
    findingCriteria: {},
    tags: { team: "a" },
  };
  let there = true;
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (!there || !call.endsWith(" /detector/d1/filter/hide-all"))
        return {
          error: "BadRequestException",
          message: "The request is rejected since no such resource found.",
        };
      if (call.startsWith("POST")) filter = { ...filter, action: said(input.action) };
      return filter;
    });
  });
  afterAll(() => aws.close());
  const [violation] = judge("CreateFilter", { requestParameters: request });
  if (!violation) throw new Error("there is one");

  it("lets the filter hide nothing, and the undo lets it archive again", async () => {
    const before = await aws.inspect(detection, violation);
    const { plan } = before;
    if (!plan) throw new Error("there is one");
    const answers = await aws.run(plan);
    expect(await aws.inspect(detection, violation)).toEqual({
      state: { filter: "hide-all", action: "NOOP", description: "" },
    });
    await aws.undo(plan, answers);
    expect(await aws.inspect(detection, violation)).toEqual(before);
  });

  it("asks about a filter that only gets other criteria: one that archives may hide more", async () => {
    const requestParameters = { detectorId: "d1", filterName: "hide-all", findingCriteria: {} };
    const changed = parsed(record("guardduty.amazonaws.com", "UpdateFilter", { requestParameters }));
    const { violations, suspicions } = detection.detect(changed, place, {});
    expect(violations).toEqual([]);
    filter = { ...filter, action: "ARCHIVE" };
    expect(await detection.assess(suspicions[0]?.ask, aws.live, {})).toEqual([violation]);
    filter = { ...filter, action: "NOOP" };
    expect(await detection.assess(suspicions[0]?.ask, aws.live, {})).toEqual([]);
    there = false;
    expect(await detection.assess(suspicions[0]?.ask, aws.live, {})).toEqual([]);
    there = true;
  });

  it("reads the filter's tags", async () => {
    expect(await detection.response?.tags?.(violation.resource, aws.live)).toEqual({ team: "a" });
  });

  it("has nothing to do for a filter that is gone, and doesn't take other refusals for that", async () => {
    there = false;
    expect(await aws.inspect(detection, violation)).toEqual({
      state: { gone: expect.stringContaining("no such resource") },
    });
    const refusing = await openAnsweredAccount(() => ({ error: "BadRequestException", message: "too long" }));
    await expect(refusing.inspect(detection, violation)).rejects.toThrow("too long");
    await refusing.close();
  });
});
