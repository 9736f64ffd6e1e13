import * as z from "zod";
import { operation } from "../../operation.ts";
import { policies } from "./inputs.ts";

const OfPolicy = z.object({ PolicyArn: z.string() });
const OfVersion = OfPolicy.extend({ VersionId: z.string() });

/** Customer managed policies and their versions. */
export const managedPolicies = {
  GetPolicy: operation({
    input: OfPolicy,
    changes: false,
    grants: [{ action: "iam:GetPolicy", resources: [policies] }],
  }),
  GetPolicyVersion: operation({
    input: OfVersion,
    changes: false,
    grants: [{ action: "iam:GetPolicyVersion", resources: [policies] }],
  }),
  ListPolicyVersions: operation({
    input: OfPolicy,
    changes: false,
    grants: [{ action: "iam:ListPolicyVersions", resources: [policies] }],
  }),
  SetDefaultPolicyVersion: operation({
    input: OfVersion,
    changes: true,
    givesIamRights: true,
    grants: [{ action: "iam:SetDefaultPolicyVersion", resources: [policies] }],
  }),
};
