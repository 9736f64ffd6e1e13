import { membersOf, spelled, unpacked } from "./json-value.ts";

/** An item of two lists: in both, or in one of them. */
export interface Pair {
  /** What tells it from the others, where something does. */
  name?: string;
  before?: unknown;
  after?: unknown;
}

/** By what AWS tells the items of its lists apart, the surest first. */
const NAMES = ["Sid", "id", "Id", "ID", "ruleNumber", "RuleNumber", "arn", "Arn", "Key", "name", "Name"];

interface Item {
  value: unknown;
  name: string | undefined;
  /** Its place in its list, from 1. */
  place: number;
}

/**
 * Which items of two lists are the same one: by a name that all of them have, otherwise by what they are. What is in the first
 * comes in its order, and then what is new.
 *
 * @param kind what an item without a name is called, with its place
 */
export function pairItems(before: readonly unknown[], after: readonly unknown[], kind: string): Pair[] {
  const lists = [before.map(unpacked), after.map(unpacked)] as const;
  const naming = NAMES.find((member) => lists.every((list) => namesAll(member, list)));
  const [old, left] = lists.map((list) => list.map((value, index) => itemOf(value, index, naming)));
  const rest = new Map<string, Item[]>();
  for (const item of left ?? []) rest.set(keyOf(item), [...(rest.get(keyOf(item)) ?? []), item]);
  const pairs = (old ?? []).map((item) => ({ item, other: rest.get(keyOf(item))?.shift() }));
  const fresh = [...rest.values()].flat().toSorted((a, b) => a.place - b.place);
  return merged(pairs, fresh).map(({ item, other }) => {
    const called = nameOf(item ?? other, kind);
    return {
      ...(called !== undefined && { name: called }),
      ...(item && { before: item.value }),
      ...(other && { after: other.value }),
    };
  });
}

/** One that is gone where one is new is that one changed, if it can be looked into. */
function merged(
  pairs: readonly { item: Item; other: Item | undefined }[],
  fresh: readonly Item[],
): { item?: Item; other?: Item | undefined }[] {
  const gone = pairs.filter(({ other }) => other === undefined);
  const [one] = gone;
  const [only] = fresh;
  const changed =
    gone.length === 1 && fresh.length === 1 && one !== undefined && only !== undefined
      ? one.item.name === undefined && [one.item, only].every(({ value }) => membersOf(value))
      : false;
  if (changed) return pairs.map((pair) => (pair === one ? { item: pair.item, other: only } : pair));
  return [...pairs, ...fresh.map((other) => ({ other }))];
}

function itemOf(value: unknown, index: number, naming: string | undefined): Item {
  return { value, name: naming === undefined ? undefined : nameIn(naming, value), place: index + 1 };
}

function nameIn(member: string, value: unknown): string | undefined {
  const name = membersOf(value)?.get(member);
  return (typeof name === "string" && name !== "") || typeof name === "number" ? String(name) : undefined;
}

/** Has each of them such a member, and each another one? */
function namesAll(member: string, list: readonly unknown[]): boolean {
  const names = list.map((value) => nameIn(member, value));
  return names.every((name) => name !== undefined) && new Set(names).size === names.length;
}

function keyOf({ name, value }: Item): string {
  return name ?? spelled(value);
}

/** A plain value tells itself from the others. */
function nameOf(item: Item | undefined, kind: string): string | undefined {
  if (typeof item?.value !== "object" || item.value === null) return undefined;
  return item.name ?? `${kind} ${item.place}`;
}
