import * as z from "zod";
import type { Operation } from "../../operation.ts";
import { findHolder, type HolderKind, holderKinds } from "./holders.ts";
import { GroupName, MaxItems, operation, PolicyArn, text } from "./input.ts";
import { checkAttachable } from "./managed.ts";
import { limitExceeded, noSuchEntity } from "./refusal.ts";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_ATTACHED = 10;

/** The managed policies that are attached to users, roles and groups. */
export const attachments: readonly Operation[] = holderKinds.flatMap(attachmentsOf);

/** As lists of attached policies have one. */
export function attachedPolicy(arn: string) {
  return { PolicyName: arn.slice(arn.lastIndexOf("/") + 1), PolicyArn: arn };
}

function attachmentsOf(kind: HolderKind): Operation[] {
  const name = `${kind}Name`;
  const named = z.strictObject({ [name]: GroupName, PolicyArn });
  return [
    operation({
      name: `ListAttached${kind}Policies`,
      readOnly: true,
      input: z.strictObject({ [name]: GroupName, MaxItems }),
      run: (account, input) => ({
        AttachedPolicies: (findHolder(account, kind, text(input, name)).row.attached ?? []).map(
          attachedPolicy,
        ),
        IsTruncated: false,
      }),
    }),
    operation({
      name: `Attach${kind}Policy`,
      input: named,
      run(account, input) {
        const { row, change } = findHolder(account, kind, text(input, name));
        const policy = text(input, "PolicyArn");
        checkAttachable(account, policy);
        const attached = [...new Set([...(row.attached ?? []), policy])];
        if (attached.length > MOST_ATTACHED)
          throw limitExceeded(`Cannot exceed quota for PoliciesPer${kind}: ${MOST_ATTACHED}`);
        change({ attached });
        return {};
      },
    }),
    operation({
      name: `Detach${kind}Policy`,
      input: named,
      run(account, input) {
        const { row, change } = findHolder(account, kind, text(input, name));
        const policy = text(input, "PolicyArn");
        const before = row.attached ?? [];
        if (!before.includes(policy)) throw noSuchEntity(`Policy ${policy} was not found.`);
        change({ attached: before.filter((arn) => arn !== policy) });
        return {};
      },
    }),
  ];
}
