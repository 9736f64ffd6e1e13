import { digestOf } from "../digest.ts";
import type { Condition, Patterns, Principals, Statement } from "./document.ts";

const ROOT = /^arn:[^:]*:iam::(\d{12}):root$/;

/**
 * What identifies a statement by what it says: 24 hex digits. The `Sid`, the order, one or a list of one, and spellings that
 * mean the same to AWS (letters' case in actions and keys, an account by its id or by its root's ARN, which is what AWS
 * makes of it) make no difference, so that a record and the live policy tell the same.
 */
export function statementDigest(statement: Statement): string {
  if (statement.effect === "unreadable") return digestOf({ unreadable: statement.text });
  const { effect, principal, action, resource, conditions } = statement;
  return digestOf({
    effect,
    principal: principal && principalsOf(principal),
    action: patternsOf(action, (pattern) => pattern.toLowerCase()),
    resource: resource && patternsOf(resource, (pattern) => pattern),
    conditions: set(conditions.map(conditionOf)),
  });
}

function principalsOf({ not, names }: Principals) {
  return { not, names: set(names.map(({ kind, name }) => [kind, name.replace(ROOT, "$1")])) };
}

function patternsOf({ not, patterns }: Patterns, spelled: (pattern: string) => string) {
  return { not, patterns: set(patterns.map(spelled)) };
}

function conditionOf({ operator, key, values }: Condition) {
  return [operator.toLowerCase(), key.toLowerCase(), set(values)];
}

/** Each once, in an order that does not depend on how they came. */
function set(items: readonly unknown[]): string[] {
  return [...new Set(items.map((item) => JSON.stringify(item)))].toSorted();
}
