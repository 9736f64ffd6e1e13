import { type PolicyContext, strengthOf, strongest } from "./condition.ts";
import { type Strength, weakest } from "./condition-key.ts";
import type { Condition, ReadStatement } from "./document.ts";
import { clipped } from "./words.ts";

/**
 * Providers that everyone may get tokens from, and the claims that narrow it down to some: with GitHub and its like the
 * subject, with those of consumers the application, which is the owner's.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const SHARED: ReadonlyMap<string, readonly string[]> = new Map([
  ["token.actions.githubusercontent.com", ["sub"]],
  ["gitlab.com", ["sub"]],
  ["app.terraform.io", ["sub"]],
  ["agent.buildkite.com", ["sub"]],
  ["accounts.google.com", ["sub", "aud", "oaud"]],
  ["graph.facebook.com", ["app_id", "id"]],
  ["www.amazon.com", ["app_id", "user_id"]],
  ["cognito-identity.amazonaws.com", ["aud", "sub"]],
]);

/** Providers by name that have no ARN. */
const NAMED =
  /^(accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|cognito-identity\.amazonaws\.com)$/;
const ARN = /^arn:[^:]*:iam::[^:]*:oidc-provider\/(.+)$/s;

/**
 * The web identity provider of an Allow, if its users are not narrowed down: `public` where everyone may have an identity
 * there, `doubt` where the provider may be the owner's own (a cluster's, a tenant's), and where the claim has a wildcard.
 */
export function openProvider(
  { principal, conditions }: ReadStatement,
  context: PolicyContext,
): { certainty: "public" | "doubt"; why: string } | undefined {
  if (principal === undefined || principal.not) return undefined;
  // What keeps everyone but some out (a source address) keeps a provider's users out, too.
  const others = strongest(conditions.map((condition) => strengthOf(condition, context)));
  if (others === "restricts") return undefined;
  const open = principal.names.flatMap(({ kind, name }) => {
    const provider = kind === "Federated" ? providerOf(name) : undefined;
    if (provider === undefined) return [];
    const strength = strengthOfClaims(provider, conditions);
    return strength === "restricts" ? [] : [{ provider, strength }];
  });
  const [worst] = open.toSorted((a, b) => rank(a) - rank(b));
  if (worst === undefined) return undefined;
  const claims = (SHARED.get(worst.provider) ?? ["sub"]).join(" or ");
  const certainty = rank(worst) === 0 ? "public" : "doubt";
  const who = `whoever ${clipped(worst.provider)} knows may assume it`;
  return {
    certainty,
    why:
      worst.strength === "open"
        ? `${who}: no condition on ${claims}`
        : `${who}, unless ${claims} narrows it down, which is in doubt`,
  };
}

const rank = ({ provider, strength }: { provider: string; strength: Strength }) =>
  strength === "open" && SHARED.has(provider) ? 0 : 1;

function providerOf(name: string): string | undefined {
  const provider = (ARN.exec(name)?.[1] ?? name).toLowerCase();
  return ARN.test(name) || NAMED.test(provider) ? provider : undefined;
}

function strengthOfClaims(provider: string, conditions: readonly Condition[]): Strength {
  const claims = SHARED.get(provider) ?? ["sub"];
  return strongest(
    conditions.flatMap(({ operator, key, values }) => {
      const claim = claims.find((each) => key.toLowerCase() === `${provider}:${each}`);
      // `ForAllValues:` and `…IfExists` hold without the claim; tokens have these claims always, so that is in doubt only.
      if (claim === undefined || /not|null/i.test(operator)) return [];
      const sure =
        /^(foranyvalue:)?string(equals|equalsignorecase|like)$/i.test(operator) && values.length > 0;
      const strengths = values.map((value) => strengthOfClaim(claim, value, /like$/i.test(operator)));
      return [weakest(sure ? strengths : [...strengths, "doubt"])];
    }),
  );
}

/** What a subject begins with, whoever's it is: in GitHub, GitLab, Terraform, Kubernetes. */
const BEGINNINGS = ["repo:", "project_path:", "organization:", "system:serviceaccount:"];

/** `repo:owner/…` and the like: a subject has to be fixed up to the end of the owner's name. */
function strengthOfClaim(claim: string, value: string, like: boolean): Strength {
  if (value.includes("${")) return "doubt";
  const fixed = value.slice(0, value.search(/[*?]|$/));
  if (fixed === value) return "restricts";
  if (!like) return "doubt";
  if (BEGINNINGS.some((beginning) => beginning.startsWith(fixed))) return "open";
  return claim === "sub" && /^[^:]+:[^:/]+[/:]/.test(fixed) ? "restricts" : "doubt";
}
