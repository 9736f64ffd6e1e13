import { createHash } from "node:crypto";

/** 24 hex digits of SHA-256 over a JSON value. Members count in whatever order they come. */
export function digestOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(value)))
    .digest("hex")
    .slice(0, 24);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.map(([name, member]) => [name, sorted(member)] as const).toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
