import type { Json, JsonObject } from "../../../src/json.ts";

/** Members whose value is a map: what stands in it are not members' names, and stays as it is. */
const MAPS = new Set(["Attributes", "Variables", "Parameters"]);

/**
 * CloudTrail's usual form: the API's own members, each with its first letter lowered and no more (`dBInstanceIdentifier`,
 * `kMSKeyId`). What is empty is null.
 */
export function lowerCamel(input: JsonObject): JsonObject | null {
  return Object.keys(input).length === 0 ? null : lowered(input);
}

function lowered(input: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [
      lowerFirst(name),
      MAPS.has(name) && !Array.isArray(value) ? value : loweredValue(value),
    ]),
  );
}

function loweredValue(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => loweredValue(item) ?? null);
  return typeof value === "object" && value !== null ? lowered(value) : value;
}

export function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
