import type { Clients } from "../../aws/account.ts";
import type { Call } from "../../policy/response.ts";
import { KIND, naming, type Principal } from "./principal.ts";

type Reads = Pick<
  Clients["iam"],
  | "ListUserPolicies"
  | "ListRolePolicies"
  | "ListGroupPolicies"
  | "GetUserPolicy"
  | "GetRolePolicy"
  | "GetGroupPolicy"
>;

/**
 * The document of an inline policy, URL-encoded; `undefined` where its user, role or group has none of that name. Throws AWS's
 * NoSuchEntity where that itself is gone.
 */
export async function inlineDocument(
  principal: Principal,
  PolicyName: string,
  iam: Reads,
): Promise<string | undefined> {
  const names = await inlineNames(principal, iam);
  if (!names.includes(PolicyName)) return undefined;
  const { kind, name } = principal;
  const { PolicyDocument } =
    kind === "user"
      ? await iam.GetUserPolicy({ UserName: name, PolicyName })
      : kind === "role"
        ? await iam.GetRolePolicy({ RoleName: name, PolicyName })
        : await iam.GetGroupPolicy({ GroupName: name, PolicyName });
  return PolicyDocument;
}

export async function inlineNames(
  { kind, name }: Principal,
  iam: Pick<Reads, "ListUserPolicies" | "ListRolePolicies" | "ListGroupPolicies">,
): Promise<string[]> {
  if (kind === "user") return iam.ListUserPolicies({ UserName: name });
  return kind === "role"
    ? iam.ListRolePolicies({ RoleName: name })
    : iam.ListGroupPolicies({ GroupName: name });
}

/** The call that writes an inline policy, whether it is there or not. */
export function puttingInline(principal: Principal, PolicyName: string, PolicyDocument: string): Call {
  return {
    service: "iam",
    operation: `Put${KIND[principal.kind]}Policy`,
    input: { ...naming(principal), PolicyName, PolicyDocument },
  };
}

/** The call that takes an inline policy away. */
export function deletingInline(principal: Principal, PolicyName: string): Call {
  return {
    service: "iam",
    operation: `Delete${KIND[principal.kind]}Policy`,
    input: { ...naming(principal), PolicyName },
  };
}
