import type { PolicyContext } from "./condition.ts";
import type { PolicyDocument, ReadStatement } from "./document.ts";
import type { Offence } from "./offence.ts";
import { givesAction } from "./pattern.ts";
import { accountOf } from "./principal.ts";
import { publicStatements } from "./public.ts";
import { openProvider } from "./web-identity.ts";
import { listed } from "./words.ts";

export interface OpenTrust extends Offence<"public" | "foreign" | "doubt"> {
  /** The accounts that it lets in and that are neither own nor allowed. */
  accounts: string[];
}

export interface TrustContext extends PolicyContext {
  /** The role's own account. */
  account: string;
  /** Other accounts that may be trusted. */
  allowedAccounts: readonly string[];
}

const ASSUME = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

/** Keys that name whose call it is: an Allow to everyone with one of them is one to those accounts. */
const CALLER = new Set(["aws:principalaccount", "aws:principalarn"]);

/**
 * Which statements of a role's trust policy let outsiders take the role: everyone (`public`; an external id alone keeps
 * nobody out), accounts that are neither own nor allowed (`foreign`, whatever its conditions), and identity providers whose
 * users are not narrowed down. Services are fine, and so are the account's own SAML providers.
 *
 * Limit: which organization a condition on `aws:PrincipalOrgID` names is not looked at.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html
 */
export function openTrustStatements(document: PolicyDocument, context: TrustContext): OpenTrust[] {
  const open = new Map(publicStatements(document, context).map((offence) => [offence.index, offence]));
  return document.statements.flatMap((statement): OpenTrust[] => {
    const { index, effect } = statement;
    const found = open.get(index);
    if (effect === "Deny") return [];
    if (effect === "unreadable") return found ? [{ ...found, accounts: [] }] : [];
    if (!ASSUME.some((action) => givesAction(statement.action, action))) return [];
    const accounts = foreignAccounts(statement, context);
    if (found?.certainty === "public") return [{ ...found, accounts }];
    if (accounts.length > 0) {
      const why = `account ${listed(accounts)}, which is neither this one nor allowed, may assume it`;
      return [{ index, statement, certainty: "foreign", accounts, why }];
    }
    const provider = openProvider(statement, context);
    if (provider) return [{ index, statement, ...provider, accounts }];
    return found ? [{ ...found, accounts }] : [];
  });
}

function foreignAccounts(
  { principal, conditions }: ReadStatement,
  { account, allowedAccounts }: TrustContext,
): string[] {
  if (principal === undefined || principal.not) return [];
  const callers = conditions.filter(
    ({ operator, key }) => CALLER.has(key.toLowerCase()) && !/not/i.test(operator),
  );
  const everyone = principal.names.some(({ kind, name }) => kind.toLowerCase() === "aws" && name === "*");
  const names = [
    ...principal.names.flatMap(({ kind, name }) => (kind === "AWS" ? [name] : [])),
    ...principal.names.flatMap(({ kind, name }) => (kind === "Federated" ? [name] : [])),
    ...(everyone ? callers.flatMap(({ values }) => values) : []),
  ];
  const accounts = new Set(names.flatMap((name) => accountOf(name) ?? []));
  return [...accounts].filter((id) => id !== account && !allowedAccounts.includes(id));
}
