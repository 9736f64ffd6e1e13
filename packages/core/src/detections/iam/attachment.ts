import type { Clients } from "../../aws/account.ts";
import { KIND, naming, type Principal } from "./principal.ts";

/** ARNs of the managed policies that are attached to it, in order. */
export async function attachedTo(
  { kind, name }: Principal,
  iam: Pick<
    Clients["iam"],
    "ListAttachedUserPolicies" | "ListAttachedRolePolicies" | "ListAttachedGroupPolicies"
  >,
): Promise<string[]> {
  const attached =
    kind === "user"
      ? await iam.ListAttachedUserPolicies({ UserName: name })
      : kind === "role"
        ? await iam.ListAttachedRolePolicies({ RoleName: name })
        : await iam.ListAttachedGroupPolicies({ GroupName: name });
  return attached.flatMap(({ PolicyArn }) => PolicyArn ?? []).toSorted();
}

/** The call that attaches a policy, or detaches it. */
export function attaching(how: "Attach" | "Detach", principal: Principal, PolicyArn: string) {
  return {
    service: "iam",
    operation: `${how}${KIND[principal.kind]}Policy`,
    input: { ...naming(principal), PolicyArn },
  };
}
