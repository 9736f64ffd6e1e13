/** The members of a plain object; `undefined` for anything else. */
export function membersOf(value: unknown): Map<string, unknown> | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return new Map(Object.entries(value));
}

export function itemsOf(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** No document that AWS takes is as deep as that; what walks through one would run out of stack. */
const DEEPEST = 64;

/** As policies often are: text that is a JSON object or list is read as that. */
export function unpacked(value: unknown): unknown {
  if (typeof value !== "string" || !/^\s*[[{]/.test(value) || depthOf(value) > DEEPEST) return value;
  try {
    return JSON.parse(value);
  } catch {
    // It only begins like JSON, and is shown as the text that it is.
    return value;
  }
}

/** How deep its brackets go, those in its texts included. */
function depthOf(json: string): number {
  let [depth, deepest] = [0, 0];
  for (const [bracket] of json.matchAll(/[[\]{}]/g)) {
    depth += bracket === "[" || bracket === "{" ? 1 : -1;
    deepest = Math.max(deepest, depth);
  }
  return deepest;
}

/** The same text for the same value, in whichever order its members come. */
export function spelled(value: unknown): string {
  return JSON.stringify(ordered(value)) ?? "undefined";
}

function ordered(value: unknown): unknown {
  const items = itemsOf(value);
  if (items) return items.map(ordered);
  const members = membersOf(value);
  if (!members) return value;
  const sorted = [...members].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([name, member]) => [name, ordered(member)]);
}
