import type { WebACL } from "@aws-sdk/client-wafv2";
import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { GuardedKind } from "../../aws/wafv2/operations.ts";
import { hearsay } from "../../baseline/hearsay.ts";
import type { GoodState } from "../../baseline/schema.ts";
import { failed } from "../../event/record.ts";
import type { JsonObject } from "../../json.ts";
import { defineDetection, nothing } from "../define.ts";

const Evidence = z.object({ resource: z.string() });
const Known = z.object({ WebACLArn: z.string() });
const WEB_ACL = "web-acl";
const ARN = /^arn:[a-z-]{1,20}:([a-z0-9-]{1,40}):[a-z0-9-]{0,30}:\d{0,12}:[^\s]{1,1500}$/;
const ACL = /^arn:[a-z-]{1,20}:wafv2:[a-z0-9-]{1,30}:\d{12}:[\w/-]{1,1500}$/;

/** Emulators attach to whatever is named so. */
const STAGE = "arn:aws:apigateway:us-east-1::/restapis/snapback/stages/attack";

const TYPES: { [service: string]: string } = {
  elasticloadbalancing: "AWS::ElasticLoadBalancingV2::LoadBalancer",
  apigateway: "AWS::ApiGateway::Stage",
  appsync: "AWS::AppSync::GraphQLApi",
  "cognito-idp": "AWS::Cognito::UserPool",
};

export default defineDetection({
  id: "waf-detached",
  title: "Web application firewall detached",
  severity: "high",
  why: "Requests from the internet reach the application unfiltered: what the firewall has kept out is let in at once.",
  triage: [
    "Ask whoever detached it: it is often done to see whether the firewall is what breaks a request, and forgotten.",
    "Read the application's own logs for the time since.",
  ],
  falsePositives: [
    "A resource that is being retired: exempt it.",
    "A firewall that is replaced by another one: attach the new one without detaching the old one first.",
  ],
  byHand: ["Where Snapback never saw which web ACL it was: attach it again by hand."],
  notes: [
    "CloudFront is not covered: its web ACL is part of the distribution.",
    "Load balancers, stages of API Gateway, AppSync and Cognito user pools are put right; of others AWS refuses it, and says so.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1562"] }],
  events: [{ source: "wafv2.amazonaws.com", names: ["DisassociateWebACL", "AssociateWebACL"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record) {
    const { resourceArn, webACLArn, webAclArn } = record.requestParameters ?? {};
    const [, service = ""] = typeof resourceArn === "string" ? (ARN.exec(resourceArn) ?? []) : [];
    if (failed(record) || typeof resourceArn !== "string" || service === "") return nothing;
    if (record.eventName === "AssociateWebACL") {
      const acl = [webACLArn, webAclArn].find((one) => typeof one === "string" && ACL.test(one));
      return typeof acl === "string" ? { ...nothing, baselines: [known(resourceArn, acl)] } : nothing;
    }
    const id = resourceArn.split(":").slice(5).join(":");
    const violation = {
      resource: { arn: resourceArn, type: TYPES[service] ?? "AWS::WAFv2::WebACLAssociation", id },
      fingerprint: "no-web-acl",
      summary: `${id} has no web application firewall any more`,
      severity: "high" as const,
      evidence: { resource: resourceArn },
    };
    return { violations: [violation], suspicions: [] };
  },

  response: {
    calls: ["wafv2:GetWebACLForResource", "wafv2:AssociateWebACL", "wafv2:DisassociateWebACL"],
    async inspect({ resource: { id }, evidence: { resource: ResourceArn } }, { live, baseline }) {
      const { acl: now, gone } = await attachedTo(ResourceArn, await live.client("wafv2"));
      if (gone !== undefined) return { state: { gone } };
      const state = { resource: id, webAcl: now?.Name ?? "none" };
      if (now?.ARN) return { state, baselines: [known(ResourceArn, now.ARN)] };
      const before = await baseline(ResourceArn, WEB_ACL);
      const acl = Known.safeParse(before?.value).data;
      if (!acl) return { state, stuck: `Which web ACL ${id} had is not known: attach it by hand.` };
      const step = (operation: string, input: JsonObject, does: string) => ({
        service: "wafv2",
        operation,
        input,
        does,
      });
      const name = acl.WebACLArn.split("/").at(-2) ?? acl.WebACLArn;
      return {
        state,
        plan: {
          version: 1,
          steps: [step("AssociateWebACL", { ...acl, ResourceArn }, `attach web ACL ${name} to ${id} again`)],
          undo: [{ ...step("DisassociateWebACL", { ResourceArn }, "detach it again"), undoes: 0 }],
          ...hearsay(before),
        },
      };
    },
  },

  sweep: {
    calls: ["wafv2:ListWebACLs", "wafv2:ListResourcesForWebACL"],
    misses: ["no-web-acl"],
    async *resources({ live }) {
      const waf = await live.client("wafv2");
      for (const { ARN: WebACLArn } of await waf.ListWebACLs({ Scope: "REGIONAL" })) {
        if (WebACLArn === undefined) continue;
        for (const ResourceType of GuardedKind.options) {
          const { ResourceArns = [] } = await waf.ListResourcesForWebACL({ WebACLArn, ResourceType });
          for (const resource of ResourceArns)
            yield { resource, violations: [], baselines: [known(resource, WebACLArn)] };
        }
      }
    },
  },

  attacks: [
    {
      name: "detach-waf",
      title: "A stage of an API loses its web application firewall",
      steps: [
        {
          service: "wafv2",
          operation: "CreateWebACL",
          input: {
            Name: "attacked-waf",
            Scope: "REGIONAL",
            DefaultAction: { Allow: {} },
            VisibilityConfig: {
              SampledRequestsEnabled: false,
              CloudWatchMetricsEnabled: false,
              MetricName: "attack",
            },
          },
          does: "make a web ACL",
        },
        {
          service: "wafv2",
          operation: "AssociateWebACL",
          input: {
            WebACLArn: { $from: { step: 0, path: ["Summary", "ARN"] } },
            ResourceArn: STAGE,
          },
          does: "attach it to a stage of an API",
        },
        {
          service: "wafv2",
          operation: "DisassociateWebACL",
          input: { ResourceArn: STAGE },
          does: "detach it",
        },
      ],
    },
  ],
});

function known(resource: string, WebACLArn: string): GoodState {
  return { resource, aspect: WEB_ACL, value: { WebACLArn } };
}

/** The web ACL of a resource; of one that is gone, WAF's words, which has an error's name of its own for that. */
async function attachedTo(
  ResourceArn: string,
  waf: Pick<Clients["wafv2"], "GetWebACLForResource">,
): Promise<{ acl?: WebACL | undefined; gone?: string }> {
  try {
    const { WebACL: acl } = await waf.GetWebACLForResource({ ResourceArn });
    return { acl };
  } catch (error) {
    if (error instanceof Error && error.name === "WAFNonexistentItemException")
      return { gone: error.message };
    throw error;
  }
}
