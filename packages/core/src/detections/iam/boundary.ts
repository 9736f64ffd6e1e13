import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { awsFailure } from "../../aws/error.ts";
import type { Place } from "../define.ts";
import { ownerOf, policyName } from "./managed-policy.ts";
import { KIND, naming, type Principal } from "./principal.ts";

/** The aspect of a user or role that is the policy which bounds it. */
export const BOUNDARY = "permissions-boundary";

/** What a baseline keeps of it. */
export const KnownBoundary = z.object({ boundary: z.string() });

/** Does the policy bound anything? One that allows everything does not. */
export function bounds(policyArn: string | undefined, place: Pick<Place, "account">): policyArn is string {
  if (policyArn === undefined || ownerOf(policyArn, place) === undefined) return false;
  return ownerOf(policyArn, place) !== "aws" || policyName(policyArn) !== "AdministratorAccess";
}

/** The policy that bounds a user or role. */
export async function boundaryOf(
  { kind, name }: Principal,
  iam: Pick<Clients["iam"], "GetUser" | "GetRole">,
): Promise<string | undefined> {
  const bounded =
    kind === "user"
      ? (await iam.GetUser({ UserName: name })).User
      : (await iam.GetRole({ RoleName: name })).Role;
  return bounded?.PermissionsBoundary?.PermissionsBoundaryArn;
}

/** Can it be a boundary: is the policy there? AWS's own ones are. */
export async function isThere(
  policyArn: string,
  place: Pick<Place, "account">,
  iam: Pick<Clients["iam"], "GetPolicy">,
): Promise<boolean> {
  if (ownerOf(policyArn, place) === "aws") return true;
  try {
    await iam.GetPolicy({ PolicyArn: policyArn });
    return true;
  } catch (error) {
    if (awsFailure(error) === "gone") return false;
    throw error;
  }
}

/** The call that bounds it by a policy, or by none. */
export function bounding(principal: Principal, policyArn: string | undefined) {
  const kind = KIND[principal.kind];
  return policyArn === undefined
    ? { service: "iam", operation: `Delete${kind}PermissionsBoundary`, input: naming(principal) }
    : {
        service: "iam",
        operation: `Put${kind}PermissionsBoundary`,
        input: { ...naming(principal), PermissionsBoundary: policyArn },
      };
}
