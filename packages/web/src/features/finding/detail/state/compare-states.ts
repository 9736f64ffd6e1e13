import { itemsOf, membersOf, spelled, unpacked } from "./json-value.ts";
import { type Pair, pairItems } from "./pair-items.ts";

export type Mark = "same" | "changed" | "added" | "removed";

/** One thing that both states may have, under the names that lead to it. What is not there is `undefined`. */
export interface Row {
  path: readonly string[];
  mark: Mark;
  before: unknown;
  after: unknown;
}

/** What lies deeper is compared as a whole. */
const DEEPEST = 12;

/**
 * Two states of a resource, side by side: a row for each member of both, in their order, a policy's statements and other lists
 * item by item.
 */
export function compareStates(before: unknown, after: unknown): Row[] {
  return compare([], before, after);
}

function compare(path: readonly string[], was: unknown, is: unknown): Row[] {
  const [before, after] = [unpacked(was), unpacked(is)];
  if (path.length > DEEPEST) return [leaf(path, before, after)];
  const rows = inside(path, before, after);
  return rows.length > 0 ? rows : [leaf(path, before, after)];
}

/** The rows of what they consist of; none where they are not both of one kind, or have nothing in them. */
function inside(path: readonly string[], before: unknown, after: unknown): Row[] {
  const members = [membersOf(before), membersOf(after)] as const;
  if (alike(members, [before, after])) return ofMembers(path, ...members);
  const items = [itemsOf(before), itemsOf(after)] as const;
  if (!alike(items, [before, after])) return [];
  const statements = path.at(-1)?.toLowerCase().startsWith("statement") ?? false;
  return pairItems(items[0] ?? [], items[1] ?? [], statements ? "statement" : "item").flatMap((pair) =>
    ofItems(path, pair),
  );
}

/** Has one of them parts of this kind, and the other, too, or nothing at all? */
function alike(parts: readonly unknown[], values: readonly unknown[]): boolean {
  return (
    parts.some((part) => part !== undefined) &&
    parts.every((part, index) => part !== undefined || isNothing(values[index]))
  );
}

/** AWS and the detections write the absence of something in these ways. */
function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function ofMembers(
  path: readonly string[],
  before: Map<string, unknown> = new Map(),
  after: Map<string, unknown> = new Map(),
): Row[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].flatMap((name) => compare([...path, name], before.get(name), after.get(name)));
}

/** What both have is looked into; an item that only one has stays in one piece. */
function ofItems(path: readonly string[], { name, before, after }: Pair): Row[] {
  const to = name === undefined ? path : [...path, name];
  return before !== undefined && after !== undefined && spelled(before) !== spelled(after)
    ? compare(to, before, after)
    : [leaf(to, before, after)];
}

function leaf(path: readonly string[], before: unknown, after: unknown): Row {
  return { path, mark: markOf(before, after), before, after };
}

function markOf(before: unknown, after: unknown): Mark {
  if (spelled(before) === spelled(after)) return "same";
  if (before === undefined) return "added";
  return after === undefined ? "removed" : "changed";
}
