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

/** Keys that an outsider meets from a place or with a user of their own, which nobody here can tell from the account's. */
const ANYBODYS =
  /^(aws:(userid|sourceip|sourcevpc|sourcevpce|sourcevpcarn|vpceaccount|ec2instancesourcevpc)|ec2:sourceinstancearn|lambda:sourcefunctionarn)$/;

/**
 * Which statements of a role's trust policy let outsiders take the role: everyone (`public`; an external id alone keeps
 * nobody out), accounts that are neither own nor allowed (`foreign`, whatever its conditions), and identity providers whose
 * users are not narrowed down. Services are fine, and so are the account's own SAML providers.
 *
 * Limit: which organization a condition on `aws:PrincipalOrgID` names is not looked at, nor whose a subject of a shared
 * provider is.
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
    if (found) return [{ ...found, accounts }];
    const why = privateDoor(statement, document, context);
    return why === undefined ? [] : [{ index, statement, certainty: "doubt", accounts, why }];
  });
}

/** Why it is for everyone who comes from some place, or as some user, of which an outsider may have made it: a private backdoor. */
function privateDoor(
  statement: ReadStatement,
  document: PolicyDocument,
  context: TrustContext,
): string | undefined {
  const doors = statement.conditions.filter(({ key }) => ANYBODYS.test(key.toLowerCase()));
  if (doors.length === 0) return undefined;
  const without = { ...statement, conditions: statement.conditions.filter((one) => !doors.includes(one)) };
  const statements = document.statements.map((one) => (one === statement ? without : one));
  const open = publicStatements({ ...document, statements }, context);
  if (!open.some(({ index }) => index === statement.index)) return undefined;
  return `anyone may assume it who meets its conditions (${listed(doors.map(({ key }) => key))}), and that may be an outsider`;
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
