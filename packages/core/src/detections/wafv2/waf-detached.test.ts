import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type AnsweredAccount, openAnsweredAccount, place, said } from "../../../test/answered-account.ts";
import { ACCOUNT, parsed, record } from "../../../test/records.ts";
import type { JsonObject } from "../../json.ts";
import detection from "./waf-detached.ts";

const balancer = `arn:aws:elasticloadbalancing:us-east-1:${ACCOUNT}:loadbalancer/app/shop/50dc6c495c0c9188`;
const acl = `arn:aws:wafv2:us-east-1:${ACCOUNT}:regional/webacl/filter/1234abcd-12ab-34cd-56ef-1234567890ab`;
const judge = (eventName: string, requestParameters: unknown, fields: Record<string, unknown> = {}) =>
  detection.detect(
    parsed(record("wafv2.amazonaws.com", eventName, { requestParameters, ...fields })),
    place,
    {},
  );
const [found] = judge("DisassociateWebACL", { resourceArn: balancer }).violations;

describe("DisassociateWebACL", () => {
  it("is a violation of the resource", () => {
    expect(found).toEqual({
      resource: {
        arn: balancer,
        type: "AWS::ElasticLoadBalancingV2::LoadBalancer",
        id: "loadbalancer/app/shop/50dc6c495c0c9188",
      },
      fingerprint: "no-web-acl",
      summary: "loadbalancer/app/shop/50dc6c495c0c9188 has no web application firewall any more",
      severity: "high",
      evidence: { resource: balancer },
    });
  });

  it("knows a stage of API Gateway, whose ARN has no account", () => {
    const stage = "arn:aws:apigateway:us-east-1::/restapis/a1b2c3/stages/prod";
    expect(judge("DisassociateWebACL", { resourceArn: stage }).violations).toMatchObject([
      { resource: { type: "AWS::ApiGateway::Stage", id: "/restapis/a1b2c3/stages/prod" } },
    ]);
  });

  it.each<[unknown, Record<string, unknown>?]>([
    [{ resourceArn: balancer }, { errorCode: "WAFNonexistentItemException" }],
    [{ resourceArn: "shop" }],
    [{ resourceArn: 1 }],
    [null],
  ])("is none by %j %j", (request, fields) => {
    expect(judge("DisassociateWebACL", request, fields)).toEqual({ violations: [], suspicions: [] });
  });
});

describe("AssociateWebACL", () => {
  it("shows the web ACL, however its name is spelled", () => {
    const baselines = [{ resource: balancer, aspect: "web-acl", value: { WebACLArn: acl } }];
    const known = { violations: [], suspicions: [], baselines };
    expect(judge("AssociateWebACL", { resourceArn: balancer, webACLArn: acl })).toEqual(known);
    expect(judge("AssociateWebACL", { resourceArn: balancer, webAclArn: acl })).toEqual(known);
    expect(
      judge("AssociateWebACL", { resourceArn: balancer, webACLArn: "filter" }).baselines,
    ).toBeUndefined();
  });
});

describe("in the live account", () => {
  let attached: { [resource: string]: string } = {};
  let there = true;
  let aws: AnsweredAccount;
  beforeAll(async () => {
    aws = await openAnsweredAccount(({ call, input }) => {
      const { ResourceArn = "", WebACLArn = "", ResourceType } = input;
      if (call === "ListWebACLs")
        return input.NextMarker === undefined
          ? { WebACLs: [], NextMarker: "filter" }
          : { WebACLs: [{ Name: "filter", ARN: acl }] };
      if (call === "ListResourcesForWebACL") {
        const all = ResourceType === "APPLICATION_LOAD_BALANCER" ? Object.keys(attached) : [];
        return { ResourceArns: all.filter((one) => attached[one] === WebACLArn) };
      }
      if (!there) return { error: "WAFNonexistentItemException", message: "it doesn't exist" };
      const resource = said(ResourceArn);
      if (call === "AssociateWebACL") attached = { [resource]: said(WebACLArn) };
      if (call === "DisassociateWebACL") attached = {};
      const ARN = attached[resource];
      const answer: JsonObject = ARN === undefined ? {} : { WebACL: { Name: "filter", ARN } };
      return call === "GetWebACLForResource" ? answer : {};
    });
  });
  afterAll(() => aws.close());
  beforeEach(() => {
    there = true;
    attached = {};
    aws.keep([{ resource: balancer, aspect: "web-acl", value: undefined }]);
  });
  if (!found) throw new Error("there is one");

  it("attaches the web ACL that a sweep has seen there, and the undo detaches it", async () => {
    attached = { [balancer]: acl };
    expect(await aws.sweep(detection)).toEqual([]);
    attached = {};
    const before = await aws.inspect(detection, found);
    const { plan } = before;
    if (!plan) throw new Error("there is one");
    expect(plan.confirm).toBeUndefined();
    expect(plan.steps[0]?.does).toBe("attach web ACL filter to loadbalancer/app/shop/50dc6c495c0c9188 again");
    const answers = await aws.run(plan);
    expect(attached).toEqual({ [balancer]: acl });
    expect(await aws.inspect(detection, found)).toMatchObject({ state: { webAcl: "filter" } });
    expect((await aws.inspect(detection, found)).plan).toBeUndefined();
    await aws.undo(plan, answers);
    expect(await aws.inspect(detection, found)).toEqual(before);
  });

  it("asks a person where only a record has told which web ACL it was", async () => {
    const request = { resourceArn: balancer, webACLArn: acl };
    aws.keep(judge("AssociateWebACL", request).baselines, "event");
    expect((await aws.inspect(detection, found)).plan?.confirm).toBeDefined();
  });

  it("leaves it to a person where the web ACL was never seen", async () => {
    expect((await aws.inspect(detection, found)).stuck).toContain("not known");
  });

  it("has nothing to do for a resource that is gone", async () => {
    there = false;
    expect(await aws.inspect(detection, found)).toEqual({ state: { gone: "it doesn't exist" } });
  });
});
