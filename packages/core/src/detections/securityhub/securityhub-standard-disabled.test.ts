import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./securityhub-standard-disabled.ts";

const hubArn = `arn:aws:securityhub:us-east-1:${ACCOUNT}:hub/default`;
const subscription = (path: string) => `arn:aws:securityhub:us-east-1:${ACCOUNT}:subscription/${path}`;
const PCI = "pci-dss/v/4.0.1";
const standard = `arn:aws:securityhub:us-east-1::standards/${PCI}`;
const judge = (standardsSubscriptionArns: unknown, fields: Record<string, unknown> = {}) =>
  detection.detect(
    parsed(
      record("securityhub.amazonaws.com", "BatchDisableStandards", {
        requestParameters: { standardsSubscriptionArns },
        ...fields,
      }),
    ),
    place,
    {},
  ).violations;
const [found] = judge([subscription(PCI)]);

describe("BatchDisableStandards", () => {
  it("is a violation for each standard", () => {
    const old = subscription("cis-aws-foundations-benchmark/v/1.2.0");
    expect(judge([subscription(PCI), old, old])).toEqual([
      {
        resource: { arn: subscription(PCI), type: "AWS::SecurityHub::Standard", id: PCI },
        fingerprint: "disabled",
        summary: `Security Hub no longer checks ${PCI}`,
        severity: "high",
        evidence: { standard },
      },
      expect.objectContaining({
        // The oldest of them is named in a way of its own.
        evidence: { standard: "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0" },
      }),
    ]);
    expect(judge(subscription(PCI))).toHaveLength(1);
  });

  it("is none where it failed, or names none", () => {
    expect(judge([subscription(PCI)], { errorCode: "InvalidAccessException" })).toEqual([]);
    for (const unclear of [undefined, [], [1], ["pci"], [subscription("a b")]])
      expect(judge(unclear)).toEqual([]);
  });
});

describe("in the live account", () => {
  let standards: JsonObject[] = [];
  let isOn = true;
  let aws: AnsweredAccount;
  const subscribed = (StandardsStatus: string, more: JsonObject = {}) => ({
    StandardsSubscriptionArn: subscription(PCI),
    StandardsArn: standard,
    StandardsInput: {},
    StandardsStatus,
    ...more,
  });
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      if (call === "GET /accounts")
        return isOn ? {} : { error: "InvalidAccessException", message: "not subscribed" };
      if (call === "POST /standards/get") return { StandardsSubscriptions: standards };
      if (call === "POST /standards/register") {
        const [asked = {}] = JSON.parse(JSON.stringify(input.StandardsSubscriptionRequests));
        standards = [subscribed("PENDING", asked)];
        return {};
      }
      if (call !== "POST /standards/deregister") return undefined;
      const asked = JSON.stringify(input.StandardsSubscriptionArns);
      standards = standards.filter(
        ({ StandardsSubscriptionArn }) => asked !== JSON.stringify([StandardsSubscriptionArn]),
      );
      return {};
    });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    standards = [];
    isOn = true;
  });
  if (!found) throw new Error("there is one");

  it.each([[[]], [[subscribed("DELETING")]]])(
    "checks the standard again, and the undo disables it",
    async (before) => {
      standards = before;
      const { plan } = await aws.inspect(detection, found);
      if (!plan) throw new Error("there is one");
      const answers = await aws.run(plan);
      expect(standards).toMatchObject([{ StandardsArn: standard, StandardsStatus: "PENDING" }]);
      expect(await aws.inspect(detection, found)).toEqual({ state: { standard: PCI, status: "PENDING" } });
      await aws.undo(plan, answers);
      expect(await aws.inspect(detection, found)).toEqual({ state: { standard: PCI, status: "none" }, plan });
    },
  );

  it("gives the standard the input back that a sweep has seen", async () => {
    standards = [subscribed("READY", { StandardsInput: { a: "b" } }), subscribed("DELETING")];
    expect(await aws.sweep(detection)).toEqual([]);
    const known = { standards: [{ StandardsArn: standard, StandardsInput: { a: "b" } }] };
    expect(await aws.baseline(hubArn, "standards")).toMatchObject({ value: known });
    standards = [];
    // A sweep of a hub without standards doesn't make that the good state.
    expect(await aws.sweep(detection)).toEqual([]);
    const { plan } = await aws.inspect(detection, found);
    expect(plan?.steps[0]?.input).toEqual({ StandardsSubscriptionRequests: known.standards });
  });

  it("waits for a person where Security Hub itself is off", async () => {
    isOn = false;
    expect((await aws.inspect(detection, found)).stuck).toContain("turn it on first");
    expect(await aws.sweep(detection)).toEqual([]);
  });
});
