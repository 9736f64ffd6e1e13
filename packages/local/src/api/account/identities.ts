import type { Account } from "../../sandbox/account.ts";
import { lookUpManaged } from "../../sandbox/services/iam/managed.ts";
import {
  accessKeys,
  groups,
  managedPolicies,
  mfaDevices,
  oidcProviders,
  passwordPolicies,
  roles,
  samlProviders,
  users,
} from "../../sandbox/services/iam/resources.ts";
import { adminMarks, trustMarks } from "./policy-marks.ts";
import { facts, grouped, type Mark, type Shown, type ShownKind, shown } from "./shown.ts";

const region = "global";

interface Holder {
  policies: Record<string, string>;
  attached?: string[] | undefined;
}

const lastOf = (arn: string) => arn.split("/").at(-1) ?? arn;

function policyNames({ policies, attached = [] }: Holder): string[] {
  return [...Object.keys(policies), ...attached.map(lastOf)];
}

/** What the policies of a user, group or role give that leads to everything. */
function rightMarks(account: Account, { policies, attached = [] }: Holder): Mark[] {
  const documents = [
    ...Object.entries(policies),
    ...attached.map((arn) => [lastOf(arn), defaultDocument(account, arn)] as const),
  ];
  return documents.flatMap(([name, document]) => adminMarks(name, document));
}

function defaultDocument(account: Account, arn: string): string | undefined {
  const policy = lookUpManaged(account, arn);
  return policy?.versions.find(({ id }) => id === policy.defaultVersion)?.document;
}

const people = shown(users, "Users", (account) => {
  const keys = grouped(account.table(accessKeys).rows(), ({ user = "" }) => user);
  const devices = grouped(account.table(mfaDevices).rows(), ({ user = "" }) => user);
  return (user): Shown => ({
    region,
    facts: facts({
      Groups: user.groups,
      Policies: policyNames(user),
      Boundary: user.boundary && lastOf(user.boundary),
      Console: user.password ? "has a password" : undefined,
      "Access keys": (keys.get(user.id) ?? []).map(({ id, status }) => `${id} (${status})`),
      "MFA devices": (devices.get(user.id) ?? []).map(({ id }) => lastOf(id)),
    }),
    marks: rightMarks(account, user),
  });
});

const teams = shown(groups, "Groups", (account) => (group) => ({
  region,
  facts: facts({ Policies: policyNames(group) }),
  marks: rightMarks(account, group),
}));

const services = shown(roles, "Roles", (account) => (role) => ({
  region,
  facts: facts({ Policies: policyNames(role), Boundary: role.boundary && lastOf(role.boundary) }),
  marks: [...trustMarks(role.trust, account.id), ...rightMarks(account, role)],
}));

const policies = shown(managedPolicies, "Policies", () => ({ name, versions, defaultVersion }) => ({
  name,
  region,
  facts: facts({ "Default version": defaultVersion, Versions: versions.map(({ id }) => id) }),
  marks: adminMarks(name, versions.find(({ id }) => id === defaultVersion)?.document),
}));

const keys = shown(accessKeys, "Access keys", () => ({ user, status, createdAt }) => ({
  region,
  facts: facts({ User: user ?? "the root user", Status: status, Made: createdAt }),
}));

const devices = shown(mfaDevices, "MFA devices", () => ({ user, enabledAt }) => ({
  region,
  facts: facts({ User: user, Enabled: enabledAt === undefined ? "no" : "yes" }),
}));

const passwords = shown(passwordPolicies, "Password policy", () => ({ settings }) => ({
  region,
  facts: facts(Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, String(value)]))),
}));

const saml = shown(samlProviders, "SAML providers", () => ({ id }) => ({
  name: lastOf(id),
  region,
  facts: [],
}));

const oidc = shown(oidcProviders, "OIDC providers", () => ({ url, clientIds }) => ({
  name: url,
  region,
  facts: facts({ "Client ids": clientIds }),
}));

export const identityKinds: readonly ShownKind[] = [
  people,
  teams,
  services,
  policies,
  keys,
  devices,
  passwords,
  saml,
  oidc,
];
