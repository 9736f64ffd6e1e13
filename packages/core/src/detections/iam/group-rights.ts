import type { Clients } from "../../aws/account.ts";
import { attachedTo } from "./attachment.ts";
import type { Holder, ManagedPolicy } from "./authorization.ts";
import { inlineDocument, inlineNames } from "./inline-policy.ts";
import {
  type AdminRights,
  adminRights,
  awsManagedRights,
  documentRights,
  type ManagedAdmin,
  policyName,
} from "./managed-policy.ts";
import type { Principal } from "./principal.ts";

/** What makes a group one of administrators. */
export interface GroupRights extends AdminRights {
  /** The policy, by name. */
  policy: string;
}

/** Which policies make an administrator of everyone in the group, as it is now. */
export async function groupRights(
  name: string,
  iam: Clients["iam"],
  parameters: ManagedAdmin,
): Promise<GroupRights[]> {
  const group: Principal = { kind: "group", name };
  const found: GroupRights[] = [];
  for (const arn of await attachedTo(group, iam)) {
    const rights = await adminRights(arn, iam, parameters);
    if (rights) found.push({ ...rights, policy: policyName(arn) });
  }
  for (const policy of await inlineNames(group, iam)) {
    const rights = documentRights((await inlineDocument(group, policy, iam)) ?? "", parameters);
    if (rights) found.push({ ...rights, policy });
  }
  return found;
}

/** The same of a group as a sweep sees it, with the account's policies by their ARNs. */
export function sweptRights(
  { attached, inline }: Pick<Holder, "attached" | "inline">,
  policies: ReadonlyMap<string, Pick<ManagedPolicy, "document">>,
  parameters: ManagedAdmin,
): GroupRights[] {
  return [
    ...attached.flatMap((arn) => {
      const own = policies.get(arn);
      const rights = own ? documentRights(own.document, parameters) : awsManagedRights(arn, parameters);
      return rights ? [{ ...rights, policy: policyName(arn) }] : [];
    }),
    ...inline.flatMap(({ name, document }) => {
      const rights = documentRights(document, parameters);
      return rights ? [{ ...rights, policy: name }] : [];
    }),
  ];
}
