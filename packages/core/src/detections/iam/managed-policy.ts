import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { readPolicy } from "../../policy/document.ts";
import type { Place } from "../define.ts";
import { AdminPolicy, offendingStatements } from "./admin-policy.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
const ARN = /^arn:[a-z-]{3,12}:iam::(aws|\d{12}):policy\/[\w+=,.@/-]{1,640}$/;

/** Which managed policies make an administrator of whoever they are attached to. */
export type ManagedAdmin = z.infer<typeof ManagedAdmin>;
export const ManagedAdmin = AdminPolicy.extend({
  awsManaged: z
    .array(z.string())
    .default(["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"])
    .describe(
      "AWS managed policies, by name, that count. The account's own policies are judged by what is in them.",
    ),
});

/** Whose policy it is: AWS's own, this account's, or nothing that can be attached here. */
export function ownerOf(
  policyArn: string,
  { account }: Pick<Place, "account">,
): "aws" | "account" | undefined {
  const owner = ARN.exec(policyArn)?.[1];
  if (owner === "aws") return "aws";
  return owner !== undefined && owner === account ? "account" : undefined;
}

function isAwsOwn(policyArn: string): boolean {
  return ARN.exec(policyArn)?.[1] === "aws";
}

/** `AdministratorAccess` of `arn:aws:iam::aws:policy/AdministratorAccess`. */
export function policyName(policyArn: string): string {
  return policyArn.slice(policyArn.lastIndexOf("/") + 1);
}

/** Why a policy makes an administrator, and whether that is for sure. */
export interface AdminRights {
  why: string;
  doubt: boolean;
}

/** Of a policy of AWS's own: those count that the parameters name. */
export function awsManagedRights(policyArn: string, { awsManaged }: ManagedAdmin): AdminRights | undefined {
  if (!isAwsOwn(policyArn) || !awsManaged.includes(policyName(policyArn))) return undefined;
  return { why: "it is one of AWS's own that count as an administrator's", doubt: false };
}

/** Of a policy's document, as IAM's reads give it. What can't be read is in doubt. */
export function documentRights(document: unknown, parameters: AdminPolicy): AdminRights | undefined {
  const policy = readPolicy(document);
  if (!policy.readable) return { why: policy.why, doubt: true };
  const offending = offendingStatements(policy, parameters);
  const [first] = offending.toSorted(
    (a, b) => Number(a.certainty === "doubt") - Number(b.certainty === "doubt"),
  );
  return first && { why: first.why, doubt: first.certainty === "doubt" };
}

/**
 * What rights a managed policy gives now, if they are an administrator's: one of AWS's own by its name, one of the account's
 * by its default version.
 */
export async function adminRights(
  policyArn: string,
  iam: Pick<Clients["iam"], "GetPolicy" | "GetPolicyVersion">,
  parameters: ManagedAdmin,
): Promise<AdminRights | undefined> {
  if (isAwsOwn(policyArn)) return awsManagedRights(policyArn, parameters);
  const { Policy } = await iam.GetPolicy({ PolicyArn: policyArn });
  const VersionId = Policy?.DefaultVersionId ?? "";
  const { PolicyVersion } = await iam.GetPolicyVersion({ PolicyArn: policyArn, VersionId });
  return documentRights(PolicyVersion?.Document, parameters);
}
