import * as z from "zod";
import { operation } from "../../operation.ts";

const oidcProviders = "arn:${Partition}:iam::${Account}:oidc-provider/*";
const samlProviders = "arn:${Partition}:iam::${Account}:saml-provider/*";

const OfOidc = z.object({ OpenIDConnectProviderArn: z.string() });

/** Identity providers, whose users the account's roles may trust. */
export const federation = {
  ListSAMLProviders: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "iam:ListSAMLProviders", resources: ["*"] }],
  }),
  ListOpenIDConnectProviders: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "iam:ListOpenIDConnectProviders", resources: ["*"] }],
  }),
  GetSAMLProvider: operation({
    input: z.object({ SAMLProviderArn: z.string() }),
    changes: false,
    grants: [{ action: "iam:GetSAMLProvider", resources: [samlProviders] }],
  }),
  GetOpenIDConnectProvider: operation({
    input: OfOidc,
    changes: false,
    grants: [{ action: "iam:GetOpenIDConnectProvider", resources: [oidcProviders] }],
  }),
  CreateOpenIDConnectProvider: operation({
    input: z.object({
      Url: z.string(),
      ClientIDList: z.array(z.string()).optional(),
      ThumbprintList: z.array(z.string()).optional(),
      Tags: z.array(z.object({ Key: z.string(), Value: z.string() })).optional(),
    }),
    changes: true,
    givesIamRights: true,
    grants: [
      { action: "iam:CreateOpenIDConnectProvider", resources: [oidcProviders] },
      { action: "iam:TagOpenIDConnectProvider", resources: [oidcProviders] },
    ],
  }),
  DeleteOpenIDConnectProvider: operation({
    input: OfOidc,
    changes: true,
    grants: [{ action: "iam:DeleteOpenIDConnectProvider", resources: [oidcProviders] }],
  }),
};
