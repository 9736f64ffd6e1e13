import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judgedBy, shownNothing } from "../../../test/judged.ts";
import { ACCOUNT } from "../../../test/records.ts";
import { openS3Account, type S3Account } from "../../../test/s3-account.ts";
import detection from "./lambda-layer-public.ts";

const judged = judgedBy(detection, "lambda.amazonaws.com");
const arn = `arn:aws:lambda:us-east-1:${ACCOUNT}:layer:tools`;
const everyone = {
  Sid: "all",
  Effect: "Allow",
  Principal: "*",
  Action: "lambda:GetLayerVersion",
  Resource: `${arn}:1`,
};
const added = (statement: unknown, request: Record<string, unknown> = {}) => ({
  requestParameters: { layerName: "tools", versionNumber: 1, statementId: "all", principal: "*", ...request },
  responseElements: { statement: typeof statement === "object" ? JSON.stringify(statement) : statement },
});
const add = (statement: unknown, request?: Record<string, unknown>) =>
  judged("AddLayerVersionPermission20181031", added(statement, request));

describe("a layer's version", () => {
  it.each([
    ["by name", {}],
    ["by ARN", { layerName: arn }],
    ["with its number as text", { versionNumber: "1" }],
  ])("is found where every account may use it, %s", (_how, request) => {
    expect(add(everyone, request).violations).toMatchObject([
      {
        resource: { arn: `${arn}:1`, type: "AWS::Lambda::LayerVersion", id: "tools:1" },
        summary: "version 1 of layer tools: anyone may lambda:GetLayerVersion",
        severity: "medium",
        evidence: { name: "tools", version: 1, statementId: "all" },
      },
    ]);
  });

  it.each([
    ["that failed", { ...added(everyone), errorCode: "AccessDeniedException" }],
    [
      "for an organization",
      added({ ...everyone, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
    ],
    ["for an account", added({ ...everyone, Principal: { AWS: "arn:aws:iam::999999999999:root" } })],
    ["about another account's layer", added(everyone, { layerName: arn.replace(ACCOUNT, "999999999999") })],
    ["about another region's layer", added(everyone, { layerName: arn.replace("us-east-1", "eu-west-1") })],
    ["about no version", added(everyone, { versionNumber: "one" })],
    ["about no layer", added(everyone, { layerName: "a b" })],
    ["about nothing", { requestParameters: null }],
  ])("is none by a call %s", (_what, fields) => {
    expect(judged("AddLayerVersionPermission20181031", fields)).toEqual(shownNothing);
  });

  it("is none by the inverse call, and by another service's", () => {
    expect(judged("RemoveLayerVersionPermission20181031", added(everyone))).toEqual(shownNothing);
    const other = judgedBy(detection, "other.amazonaws.com");
    expect(other("AddLayerVersionPermission", added(everyone))).toEqual(shownNothing);
  });

  it("is asked about where the record does not show the statement", () => {
    expect(add(undefined)).toMatchObject({
      violations: [],
      suspicions: [{ ask: { name: "tools", version: 1, account: ACCOUNT, statementId: "all" } }],
    });
  });
});

describe("in the live account", () => {
  let aws: S3Account;
  beforeAll(async () => {
    aws = await openS3Account();
    const lambda = { service: "lambda" };
    const LayerName = "tools";
    const share = { LayerName, VersionNumber: 2, Action: "lambda:GetLayerVersion", Principal: "*" };
    for (const ZipFile of ["a", "b"])
      await aws.send("PublishLayerVersion", { LayerName, Content: { ZipFile } }, lambda);
    await aws.send(
      "AddLayerVersionPermission",
      { ...share, StatementId: "ours", OrganizationId: "o-a1b2c3d4e5" },
      lambda,
    );
    await aws.send("AddLayerVersionPermission", { ...share, StatementId: "all" }, lambda);
  });
  afterAll(() => aws.close());

  it("each version is looked at, by statements", async () => {
    const ask = (version: number, statementId?: string) =>
      detection.assess({ name: "tools", version, account: ACCOUNT, statementId }, aws.live, {});
    const [found] = await ask(2);
    expect(await ask(2, "all")).toEqual([found]);
    expect(await ask(2, "ours")).toEqual([]);
    expect(await ask(1)).toEqual([]);
    expect(await aws.sweep(detection)).toEqual([
      { resource: `${arn}:2`, violations: [found] },
      { resource: `${arn}:1`, violations: [] },
    ]);
  });
});
