import { eventRules } from "@snapback/core/event/pattern";
import { describe, expect, it } from "vitest";
import { parsePattern, unheard } from "./rule-coverage.ts";

const place = {
  stage: "test",
  account: "111122223333",
  home: "eu-west-1",
  regions: ["eu-west-1", "us-east-1"],
};
const ec2 = {
  source: "ec2.amazonaws.com",
  names: ["AuthorizeSecurityGroupIngress", "ModifySecurityGroupRules"],
} as const;
const iam = { source: "iam.amazonaws.com", names: ["AttachUserPolicy"] } as const;
const lambda = { source: "lambda.amazonaws.com", names: ["AddPermission"] } as const;
const signIn = { source: "signin.amazonaws.com", names: ["ConsoleLogin"] } as const;

/** As a deploy writes them: with the account that the events must be of. */
const deployed = (...sources: Parameters<typeof eventRules>[0][]) =>
  sources
    .flatMap((some) => eventRules(some))
    .map(({ pattern }) => parsePattern(JSON.stringify({ account: [place.account], ...pattern })))
    .filter((pattern) => pattern !== undefined);

describe("unheard", () => {
  it("is nothing where every region has the rules that this checkout makes", () => {
    const patterns = deployed([ec2, iam, lambda, signIn]);
    expect(patterns).toHaveLength(4);
    expect(unheard([ec2, iam, lambda, signIn], place, () => patterns)).toEqual([]);
  });

  it("is an event whose name ends in a version, by its name without", () => {
    const home = { ...place, regions: ["eu-west-1"] };
    expect(unheard([lambda], home, () => deployed([ec2]))).toEqual([
      { region: "eu-west-1", source: lambda.source, eventName: "AddPermission" },
    ]);
  });

  it("is an event that came with a new detection, in each region", () => {
    const patterns = deployed([{ ...ec2, names: [ec2.names[0]] }]);
    expect(unheard([ec2], place, () => patterns)).toEqual([
      { region: "eu-west-1", source: ec2.source, eventName: ec2.names[1] },
      { region: "us-east-1", source: ec2.source, eventName: ec2.names[1] },
    ]);
  });

  it("is an event that only one region lets through", () => {
    const missed = unheard([ec2], place, (region) => (region === "us-east-1" ? deployed([ec2]) : []));
    expect(missed.map(({ region, eventName }) => `${region} ${eventName}`)).toEqual(
      ec2.names.map((name) => `eu-west-1 ${name}`),
    );
  });

  it("does not look for a global service's events where that does not report", () => {
    const wide = { ...place, regions: [...place.regions, "us-west-2"] };
    expect(unheard([iam], wide, (region) => (region === "us-west-2" ? [] : deployed([iam])))).toEqual([]);
    expect(unheard([iam], wide, () => []).map(({ region }) => region)).toEqual(["us-east-1", "eu-west-1"]);
  });

  it("is an event whose rule was narrowed, or is for another account", () => {
    const [pattern = {}] = deployed([iam]);
    const onlyRoot = { eventName: iam.names, userIdentity: { type: ["Root"] } };
    expect(unheard([iam], place, () => [{ ...pattern, detail: onlyRoot }])).toHaveLength(2);
    expect(unheard([iam], place, () => [{ ...pattern, detail: { eventName: iam.names } }])).toEqual([]);
    expect(unheard([iam], place, () => [{ ...pattern, account: ["444455556666"] }])).toHaveLength(2);
  });
});

describe("parsePattern", () => {
  it("reads no pattern that Snapback would not write", () => {
    expect(parsePattern('{"source":[{"anything-but":["aws.ec2"]}]}')).toBeUndefined();
    expect(parsePattern("not json")).toBeUndefined();
    expect(parsePattern('{"source":["aws.ec2"],"detail":{"a":[{"prefix":"b"}]}}')).toEqual({
      source: ["aws.ec2"],
      detail: { a: [{ prefix: "b" }] },
    });
  });
});
