import { adminStatements } from "@snapback/core/policy/admin";
import { type PolicyDocument, readPolicy } from "@snapback/core/policy/document";
import type { Offence } from "@snapback/core/policy/offence";
import { publicStatements } from "@snapback/core/policy/public";
import { openTrustStatements } from "@snapback/core/policy/trust";
import type { Mark } from "./shown.ts";

/** What a policy is judged with. */
type Judge = (document: PolicyDocument) => Offence<string>[];

/** Marks for what a policy gives too much of; `what` is the policy in words. */
function marksOf(what: string, policy: string | undefined, judge: Judge): Mark[] {
  if (policy === undefined || policy === "") return [];
  const document = readPolicy(policy);
  if (!document.readable) return [{ kind: "weak", text: `${what} can't be read` }];
  return judge(document).map(({ certainty, why }) => ({
    kind: certainty === "public" ? "open" : "weak",
    text: `${what}: ${why}`,
  }));
}

/** Of a resource's policy: whom it lets in. */
export function accessMarks(what: string, policy: string | undefined): Mark[] {
  return marksOf(what, policy, (document) => publicStatements(document));
}

/** Of a role's trust policy: who may take the role. */
export function trustMarks(policy: string, account: string): Mark[] {
  return marksOf("trust", policy, (document) =>
    openTrustStatements(document, { account, allowedAccounts: [] }),
  );
}

/** Of an identity's policy: rights that lead to all others. */
export function adminMarks(what: string, policy: string | undefined): Mark[] {
  return marksOf(what, policy, (document) =>
    // Under a condition they are usual: Snapback's own roles have them.
    adminStatements(document).filter(({ certainty }) => certainty !== "doubt"),
  );
}
