/**
 * What people may do: each role may all that those before it may. The groups of the user pool that give the roles have
 * these names.
 */
export const roles = ["viewer", "responder", "admin"] as const;
export type Role = (typeof roles)[number];

/** Somebody who is signed in. */
export interface Person {
  /** Unique, and never given to another: Cognito's `sub`. */
  id: string;
  name: string;
  /** `undefined` for somebody who is in none of the groups, and may nothing. */
  role: Role | undefined;
}

/** The most that these groups allow; other groups of the pool allow nothing. */
export function roleOf(groups: readonly string[]): Role | undefined {
  return roles.findLast((role) => groups.includes(role));
}

export function may({ role }: Pick<Person, "role">, needed: Role): boolean {
  return role !== undefined && roles.indexOf(role) >= roles.indexOf(needed);
}

/** The Authorization header by which the laptop takes a request for one of this role; without it, for an admin's. */
export function localAuthorization(role: Role): string {
  return `Bearer local-${role}`;
}
