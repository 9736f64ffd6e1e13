/** What a JSON Schema says of its values, for people. It reads what zod's schemas become, and says nothing of all else. */

export type Schemas = Readonly<Record<string, unknown>>;

export interface Member {
  name: string;
  required: boolean;
  schema: unknown;
}

const ENOUGH = 10;

/** The schema that is meant, and its name where it has one. */
export function resolved(schema: unknown, schemas: Schemas): { name?: string; schema: Schemas } {
  const shape = record(schema);
  const name = text(shape.$ref)?.replace("#/components/schemas/", "");
  if (name === undefined) return { schema: shape };
  return { name, schema: record(schemas[name]) };
}

/** Its type in words: "string, 1 to 100 characters", "list of FindingSummary". */
export function typeWords(schema: unknown, schemas: Schemas): string {
  const { name, schema: shape } = resolved(schema, schemas);
  if (name !== undefined) return name;
  const choices = list(shape.enum);
  if (choices.length > 0) return `one of ${choices.map((choice) => JSON.stringify(choice)).join(", ")}`;
  if ("const" in shape) return JSON.stringify(shape.const);
  const variants = [...list(shape.anyOf), ...list(shape.oneOf)];
  if (variants.length > 0) return variants.map((variant) => typeWords(variant, schemas)).join(", or ");
  const parts = list(shape.allOf);
  if (parts.length > 0) return typeWords(parts[0], schemas);
  if (shape.type === "array")
    return `list of ${typeWords(shape.items, schemas)}${bounds(shape, "Items", "")}`;
  const types = Array.isArray(shape.type) ? shape.type.join(" or ") : (text(shape.type) ?? "anything");
  const format = text(shape.format);
  const named = format === undefined ? types : `${types} (${format})`;
  return `${named}${bounds(shape, "Length", " characters")}${bounds(shape, "imum", "")}`;
}

/** What is left out stands for this; `undefined` where it says nothing of that. */
export function defaultOf(schema: unknown): string | undefined {
  const { default: value } = record(schema);
  return value === undefined ? undefined : JSON.stringify(value);
}

export function descriptionOf(schema: unknown): string | undefined {
  return text(record(schema).description);
}

/** The members of an object, of a list's objects, or of each that it may be. */
export function membersOf(schema: unknown, schemas: Schemas, depth = 0): Member[] {
  if (depth > ENOUGH) return [];
  const { schema: shape } = resolved(schema, schemas);
  const deeper = (inner: unknown) => membersOf(inner, schemas, depth + 1);
  const required = list(shape.required);
  const own = Object.entries(record(shape.properties)).map(([name, member]) => ({
    name,
    required: required.includes(name),
    schema: member,
  }));
  const others = record(shape.additionalProperties);
  const anyName =
    Object.keys(others).length > 0 ? [{ name: "any name", required: false, schema: others }] : [];
  const parts = list(shape.allOf).flatMap(deeper);
  const variants = [...list(shape.anyOf), ...list(shape.oneOf)].flatMap(deeper);
  const items = shape.type === "array" ? deeper(shape.items) : [];
  const all = [...own, ...parts, ...variants, ...items, ...anyName];
  return all.filter(({ name }, index) => all.findIndex((one) => one.name === name) === index);
}

function bounds(shape: Schemas, kind: "Items" | "Length" | "imum", unit: string): string {
  const [least, most] =
    kind === "imum" ? [shape.minimum, shape.maximum] : [shape[`min${kind}`], shape[`max${kind}`]];
  // Whole numbers have JavaScript's own bounds, which say nothing.
  const [low, high] = [least, most].map((bound) =>
    typeof bound === "number" && Math.abs(bound) < Number.MAX_SAFE_INTEGER
      ? bound.toLocaleString("en")
      : undefined,
  );
  if (low !== undefined && high !== undefined) return `, ${low} to ${high}${unit}`;
  if (high !== undefined) return `, at most ${high}${unit}`;
  return low === undefined ? "" : `, at least ${low}${unit}`;
}

function record(value: unknown): Schemas {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
