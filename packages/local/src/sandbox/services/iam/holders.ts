import type { Account } from "../../account.ts";
import { alreadyExists, noSuchEntity } from "./refusal.ts";
import { type Group, groups, type Role, roles, type User, users } from "./resources.ts";

/** What has policies, by the word that the names of IAM's operations have for it. */
export type HolderKind = "User" | "Role" | "Group";
export const holderKinds = ["User", "Role", "Group"] as const;

export function findUser(account: Account, name: string): User {
  return account.table(users).get(name) ?? missing("user", name);
}

export function findRole(account: Account, name: string): Role {
  return account.table(roles).get(name) ?? missing("role", name);
}

export function findGroup(account: Account, name: string): Group {
  return account.table(groups).get(name) ?? missing("group", name);
}

function missing(noun: string, name: string): never {
  throw noSuchEntity(`The ${noun} with name ${name} cannot be found.`);
}

export function checkNew(row: User | Role | Group | undefined, noun: string): void {
  if (row) throw alreadyExists(`${noun} with name ${row.id} already exists.`);
}

/** A user, role or group by name, with a way to change its policies. */
export function findHolder(account: Account, kind: HolderKind, name: string) {
  if (kind === "User") {
    const row = findUser(account, name);
    return { row, change: (changed: Partial<User>) => account.table(users).put({ ...row, ...changed }) };
  }
  if (kind === "Role") {
    const row = findRole(account, name);
    return { row, change: (changed: Partial<Role>) => account.table(roles).put({ ...row, ...changed }) };
  }
  const row = findGroup(account, name);
  return { row, change: (changed: Partial<Group>) => account.table(groups).put({ ...row, ...changed }) };
}

/** The ARN, with the path, which calls leave out. */
export function holderArn(
  account: Account,
  kind: HolderKind,
  { id, path = "/" }: User | Role | Group,
): string {
  return `arn:aws:iam::${account.id}:${kind.toLowerCase()}${path}${id}`;
}
