import type { Principals, ReadStatement } from "./document.ts";
import { segments } from "./pattern.ts";

/** `doubt`: it names somebody by what may stand for anybody. */
export type Reach = "everyone" | "doubt" | "named";

/**
 * Whom an Allow is for. `*` in a principal's ARN is refused by AWS (but for the account's own user, in services that read
 * policies in ways of their own), so what has one is in doubt, unless it is within a named account.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function reachOf(principal: Principals | undefined): { reach: Reach; name?: string } {
  if (principal === undefined) return { reach: "doubt" };
  if (principal.not) return { reach: "everyone" };
  const { names } = principal;
  if (names.some(isEveryone)) return { reach: "everyone" };
  const doubtful = names.find((entry) => !isNamed(entry));
  return doubtful ? { reach: "doubt", name: doubtful.name } : { reach: "named" };
}

/** Is a Deny for every outsider: for everyone, or for everyone but some who are named? */
export function reachesOutsiders({ principal }: ReadStatement): boolean {
  if (principal === undefined) return false;
  return principal.not ? principal.names.every(isNamed) : principal.names.some(isEveryone);
}

type Entry = Principals["names"][number];

function isEveryone({ kind, name }: Entry): boolean {
  return kind.toLowerCase() === "aws" && name === "*";
}

const KINDS = new Set(["AWS", "Service", "Federated", "CanonicalUser"]);

function isNamed({ kind, name }: Entry): boolean {
  if (!KINDS.has(kind)) return false;
  if (!/[*?]|\$\{/.test(name)) return true;
  return kind === "AWS" && accountOf(name) !== undefined;
}

/** The account that an AWS principal is or belongs to: of an id, of the ARN of a root user, user, role or session. */
export function accountOf(name: string): string | undefined {
  const account = /^\d{12}$/.test(name) ? name : segments(name)[4];
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
