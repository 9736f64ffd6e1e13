import * as z from "zod";
import type { Operation } from "../../operation.ts";
import { checkIdentityPolicy, encodeDocument } from "./document.ts";
import { findHolder, type HolderKind, holderKinds } from "./holders.ts";
import { GroupName, MaxItems, operation, PolicyName, text } from "./input.ts";
import { limitExceeded, noSuchEntity } from "./refusal.ts";

/** Of all inline policies together, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const LARGEST_POLICIES = { User: 2048, Role: 10_240, Group: 5120 };

/** The policies that users, roles and groups have inline. */
export const inlinePolicies: readonly Operation[] = holderKinds.flatMap(inlineOf);

function inlineOf(kind: HolderKind): Operation[] {
  const name = `${kind}Name`;
  const noun = kind.toLowerCase();
  const named = z.strictObject({ [name]: GroupName, PolicyName });
  const policyOf = (policies: Record<string, string>, policy: string): string => {
    const found = Object.hasOwn(policies, policy) ? policies[policy] : undefined;
    if (found !== undefined) return found;
    throw noSuchEntity(`The ${noun} policy with name ${policy} cannot be found.`);
  };
  return [
    operation({
      name: `List${kind}Policies`,
      readOnly: true,
      input: z.strictObject({ [name]: GroupName, MaxItems }),
      run: (account, input) => ({
        PolicyNames: Object.keys(findHolder(account, kind, text(input, name)).row.policies).toSorted(),
        IsTruncated: false,
      }),
    }),
    operation({
      name: `Get${kind}Policy`,
      readOnly: true,
      input: named,
      run(account, input) {
        const { row } = findHolder(account, kind, text(input, name));
        return {
          [name]: row.id,
          PolicyName: text(input, "PolicyName"),
          PolicyDocument: encodeDocument(policyOf(row.policies, text(input, "PolicyName"))),
        };
      },
    }),
    operation({
      name: `Put${kind}Policy`,
      input: named.extend({ PolicyDocument: z.string() }),
      run(account, input) {
        const { row, change } = findHolder(account, kind, text(input, name));
        const document = text(input, "PolicyDocument");
        checkIdentityPolicy(document);
        const policies = { ...row.policies, [text(input, "PolicyName")]: document };
        const size = Object.values(policies).join("").replaceAll(/\s/g, "").length;
        if (size > LARGEST_POLICIES[kind]) {
          throw limitExceeded(
            `Maximum policy size of ${LARGEST_POLICIES[kind]} bytes exceeded for ${noun} ${row.id}`,
          );
        }
        change({ policies });
        return {};
      },
    }),
    operation({
      name: `Delete${kind}Policy`,
      input: named,
      run(account, input) {
        const { row, change } = findHolder(account, kind, text(input, name));
        const policy = text(input, "PolicyName");
        policyOf(row.policies, policy);
        const { [policy]: _gone, ...policies } = row.policies;
        change({ policies });
        return {};
      },
    }),
  ];
}
