import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount } from "../../../test/answered-account.ts";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import detection from "./redshift-public.ts";

const judged = judgedBy(detection, "redshift.amazonaws.com");
const clusterIdentifier = "Sales";
const found = {
  resource: {
    arn: `arn:aws:redshift:us-east-1:${ACCOUNT}:cluster:sales`,
    type: "AWS::Redshift::Cluster",
    id: "sales",
  },
  fingerprint: "public",
  summary: "data warehouse sales has a public address",
  severity: "high" as const,
  evidence: { identifier: "sales" },
};
const modified = { requestParameters: { clusterIdentifier, publiclyAccessible: true } };
const open = { clusterIdentifier: "sales", publiclyAccessible: true };

describe("a data warehouse with a public address", () => {
  it.each([
    ["by a change", "ModifyCluster", modified],
    ["from the start", "CreateCluster", modified],
    ["from the start, by the answer", "CreateCluster", { responseElements: open }],
    [
      "restored from a snapshot that says so",
      "RestoreFromClusterSnapshot",
      { requestParameters: { clusterIdentifier }, responseElements: { cluster: open } },
    ],
  ])("is found %s", (_how, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual({ ...shownNothing, violations: [found] });
  });

  it.each([
    ["a call that failed", "ModifyCluster", { ...modified, errorCode: "ClusterNotFound" }],
    [
      "the inverse call",
      "ModifyCluster",
      { requestParameters: { clusterIdentifier, publiclyAccessible: false } },
    ],
    [
      "another change of one that is public already",
      "ModifyCluster",
      { requestParameters: { clusterIdentifier }, responseElements: open },
    ],
    [
      "a private one that is made",
      "CreateCluster",
      { requestParameters: { clusterIdentifier }, responseElements: { publiclyAccessible: false } },
    ],
    [
      "text where a flag should be",
      "ModifyCluster",
      { requestParameters: { clusterIdentifier, publiclyAccessible: "yes" } },
    ],
    ["no cluster", "ModifyCluster", { requestParameters: { publiclyAccessible: true } }],
    [
      "no cluster's name",
      "ModifyCluster",
      { requestParameters: { clusterIdentifier: "a b", publiclyAccessible: true } },
    ],
    ["nothing", "ModifyCluster", { requestParameters: null }],
  ])("is none by %s", (_what, eventName, fields) => {
    expect(judged(eventName, fields)).toEqual(shownNothing);
  });

  it("is none by another service's call of the same name", () => {
    expect(judgedBy(detection, "elasticmapreduce.amazonaws.com")("ModifyCluster", modified)).toEqual(
      shownNothing,
    );
  });
});

describe("in the live account", () => {
  let cluster = "";
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call }) =>
      call === "DescribeClusters"
        ? `<DescribeClustersResponse><DescribeClustersResult><Clusters><Cluster>${cluster}</Cluster></Clusters></DescribeClustersResult></DescribeClustersResponse>`
        : undefined,
    );
  });
  afterAll(() => aws.close());
  const accessible = (value: boolean) => `<PubliclyAccessible>${value}</PubliclyAccessible>`;
  const pending = (value: boolean) => `<PendingModifiedValues>${accessible(value)}</PendingModifiedValues>`;

  it.each([
    ["is public", accessible(true), true],
    ["is about to be", accessible(false) + pending(true), true],
    ["is still public, and about not to be", accessible(true) + pending(false), true],
    ["is not", accessible(false), false],
    ["is not, and won't be", accessible(false) + pending(false), false],
  ])("a cluster that %s", async (_what, shown, isPublic) => {
    cluster = shown;
    const { plan, state } = await aws.inspect(detection, found);
    expect(state).toEqual({ publiclyAccessible: isPublic });
    expect(plan !== undefined).toBe(isPublic);
  });

  it("has tags", async () => {
    cluster = "<Tags><Tag><Key>Team</Key><Value>a</Value></Tag></Tags>";
    expect(await detection.response?.tags?.(found.resource, aws.live)).toEqual({ Team: "a" });
  });
});
