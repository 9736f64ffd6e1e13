import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place, said } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./accessanalyzer-off.ts";

const arnOf = (name: string) => `arn:aws:access-analyzer:us-east-1:${ACCOUNT}:analyzer/${name}`;
const judge = (eventName: string, requestParameters: unknown, fields: Record<string, unknown> = {}) =>
  detection.detect(
    parsed(record("access-analyzer.amazonaws.com", eventName, { requestParameters, ...fields })),
    place,
    {},
  );
const deleted = (name: string) => {
  const [violation] = judge("DeleteAnalyzer", { analyzerName: name }).violations;
  if (!violation) throw new Error("there is one");
  return violation;
};

describe("DeleteAnalyzer", () => {
  it("is a violation of the analyzer", () => {
    expect(deleted("outside")).toEqual({
      resource: { arn: arnOf("outside"), type: "AWS::AccessAnalyzer::Analyzer", id: "outside" },
      fingerprint: "deleted",
      summary: "Access analyzer outside was deleted",
      severity: "medium",
      evidence: { analyzer: "outside" },
    });
  });

  it.each<[unknown, Record<string, unknown>?]>([
    [{ analyzerName: "outside" }, { errorCode: "ResourceNotFoundException" }],
    [{ analyzerName: "a/b" }],
    [{ analyzerName: 1 }],
    [null],
  ])("is none by %j %j", (request, fields) => {
    expect(judge("DeleteAnalyzer", request, fields).violations).toEqual([]);
  });
});

describe("CreateAnalyzer", () => {
  it("shows what it made, and is no violation", () => {
    const made = { analyzerName: "outside", type: "ACCOUNT", tags: { team: "security" } };
    expect(judge("CreateAnalyzer", { ...made, clientToken: "x" })).toEqual({
      violations: [],
      suspicions: [],
      baselines: [{ resource: arnOf("outside"), aspect: "analyzer", value: made }],
    });
    expect(judge("CreateAnalyzer", { analyzerName: "outside" }).baselines).toBeUndefined();
    expect(judge("CreateAnalyzer", made, { errorCode: "ConflictException" }).baselines).toBeUndefined();
  });
});

describe("in the live account", () => {
  let analyzers: { summary: JsonObject; rules: JsonObject[] }[] = [];
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (call === "GET /analyzer") return { analyzers: analyzers.map(({ summary }) => summary) };
      if (call === "PUT /analyzer") {
        const { analyzerName: name, archiveRules, ...rest } = input;
        const rules: JsonObject[] = JSON.parse(JSON.stringify(archiveRules ?? []));
        analyzers.push({ summary: { name, arn: arnOf(said(name)), status: "ACTIVE", ...rest }, rules });
        return { arn: arnOf(said(name)) };
      }
      const [, name] = /^\w+ \/analyzer\/([^/]+)/.exec(call) ?? [];
      const one = analyzers.find(({ summary }) => summary.name === name);
      if (call.startsWith("DELETE")) analyzers = analyzers.filter((each) => each !== one);
      return { archiveRules: one?.rules ?? [] };
    });
  });
  afterAll(() => aws.close());

  it("makes the analyzer again as a sweep has seen it, and the undo deletes it", async () => {
    const rule = { ruleName: "known", filter: { isPublic: { eq: ["false"] } } };
    const tags = { team: "security", "aws:cloudformation:stack-name": "x" };
    const configuration = { unusedAccess: { unusedAccessAge: 90 } };
    const summary = {
      name: "unused",
      arn: arnOf("unused"),
      type: "ACCOUNT_UNUSED_ACCESS",
      tags,
      configuration,
    };
    const newer = { name: "newer", arn: arnOf("newer"), type: "SOMETHING_NEW" };
    analyzers = [
      { summary, rules: [{ ...rule, createdAt: "2026-01-01T00:00:00Z" }] },
      { summary: newer, rules: [] },
    ];
    expect(await aws.sweep(detection)).toEqual([]);
    expect(await aws.baseline(arnOf("newer"), "analyzer")).toBeUndefined();
    expect((await aws.inspect(detection, deleted("unused"))).plan).toBeUndefined();

    analyzers = [];
    const before = await aws.inspect(detection, deleted("unused"));
    const { plan } = before;
    if (!plan) throw new Error("there is one");
    expect(plan.steps[0]?.input).toEqual({
      analyzerName: "unused",
      type: "ACCOUNT_UNUSED_ACCESS",
      archiveRules: [rule],
      tags: { team: "security" },
      configuration,
    });
    const answers = await aws.run(plan);
    expect((await aws.inspect(detection, deleted("unused"))).plan).toBeUndefined();
    await aws.undo(plan, answers);
    expect(await aws.inspect(detection, deleted("unused"))).toEqual(before);
  });

  it("asks a person where only a record has told what it was", async () => {
    const made = { analyzerName: "told", type: "ACCOUNT" };
    aws.keep(judge("CreateAnalyzer", made).baselines, "event");
    analyzers = [];
    expect((await aws.inspect(detection, deleted("told"))).plan?.confirm).toBeDefined();
  });

  it("makes one for the account where it isn't known what it was, and says so", async () => {
    analyzers = [];
    const { plan } = await aws.inspect(detection, deleted("outside"));
    expect(plan?.steps[0]?.input).toEqual({ analyzerName: "outside", type: "ACCOUNT" });
    expect(plan?.caveats).toHaveLength(2);
  });
});
