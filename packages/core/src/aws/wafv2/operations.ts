import * as z from "zod";
import { type Grant, operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html, and what each kind of
// resource asks for besides: https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html

const webAcls = "arn:${Partition}:wafv2:${Region}:${Account}:*/webacl/*";
const loadBalancers = "arn:${Partition}:elasticloadbalancing:${Region}:${Account}:loadbalancer/app/*";
const stages = "arn:${Partition}:apigateway:${Region}::/restapis/*";
const graphs = "arn:${Partition}:appsync:${Region}:${Account}:apis/*";
const userPools = "arn:${Partition}:cognito-idp:${Region}:${Account}:userpool/*";

const guarded = [loadBalancers, stages, graphs, userPools];
const also = (action: Grant["action"], resource: string): Grant => ({ action, resources: [resource] });

/** Attaching and detaching are one right of most kinds of resources. */
const set = [
  also("elasticloadbalancing:SetWebAcl", "*"),
  also("apigateway:SetWebACL", "arn:${Partition}:apigateway:${Region}::/restapis/*/stages/*"),
  also("appsync:SetWebACL", "*"),
];

export const GuardedKind = z.enum([
  "APPLICATION_LOAD_BALANCER",
  "API_GATEWAY",
  "APPSYNC",
  "COGNITO_USER_POOL",
]);

export const operations = {
  ListWebACLs: operation({
    input: z.object({ Scope: z.literal("REGIONAL") }),
    changes: false,
    grants: [{ action: "wafv2:ListWebACLs", resources: ["*"] }],
  }),
  ListResourcesForWebACL: operation({
    input: z.object({ WebACLArn: z.string(), ResourceType: GuardedKind }),
    changes: false,
    grants: [
      { action: "wafv2:ListResourcesForWebACL", resources: [userPools, webAcls] },
      also("cognito-idp:ListResourcesForWebACL", webAcls),
    ],
  }),
  GetWebACLForResource: operation({
    input: z.object({ ResourceArn: z.string() }),
    changes: false,
    grants: [
      { action: "wafv2:GetWebACLForResource", resources: [...guarded, webAcls] },
      also("cognito-idp:GetWebACLForResource", userPools),
    ],
  }),
  AssociateWebACL: operation({
    input: z.object({ WebACLArn: z.string(), ResourceArn: z.string() }),
    changes: true,
    grants: [
      { action: "wafv2:AssociateWebACL", resources: [...guarded, webAcls] },
      ...set,
      also("cognito-idp:AssociateWebACL", userPools),
      also("cognito-idp:AssociateWebACL", webAcls),
    ],
  }),
  DisassociateWebACL: operation({
    input: z.object({ ResourceArn: z.string() }),
    changes: true,
    grants: [
      { action: "wafv2:DisassociateWebACL", resources: guarded },
      ...set,
      also("cognito-idp:DisassociateWebACL", userPools),
    ],
  }),
};
