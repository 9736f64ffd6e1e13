import type { Field, Json } from "./form-model.ts";

/** What is typed into a form so far: texts as they were typed, so that nothing is lost of what is not right yet. */
export type Draft = string | boolean | { [name: string]: Draft };

export type Drafts = { [name: string]: Draft };

export function draftOf(fields: readonly Field[], values: Readonly<Record<string, unknown>>): Drafts {
  return Object.fromEntries(fields.map((field) => [field.name, draftOfField(field, values[field.name])]));
}

function draftOfField(field: Field, value: unknown): Draft {
  switch (field.kind) {
    case "boolean":
      return value === true;
    case "list":
      return Array.isArray(value) ? value.map(String).join("\n") : "";
    case "group":
      return draftOf(field.fields, isRecord(value) ? value : {});
    case "json":
      return value === undefined ? "" : JSON.stringify(value, null, 2);
    case "integer":
    case "text":
    case "choice":
      break;
  }
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

/** The values that a draft stands for, or what is wrong with each field, by its path: `worldPrefixes.ipv4`. */
export type Read = { values: { [name: string]: Json } } | { problems: Readonly<Record<string, string>> };

export function readDraft(fields: readonly Field[], draft: Drafts): Read {
  const problems: Record<string, string> = {};
  const values = valuesOf(fields, draft, "", problems);
  return Object.keys(problems).length > 0 ? { problems } : { values };
}

function valuesOf(
  fields: readonly Field[],
  draft: Drafts,
  path: string,
  problems: Record<string, string>,
): { [name: string]: Json } {
  const values: { [name: string]: Json } = {};
  for (const field of fields) {
    const value = valueOf(field, draft[field.name], `${path}${field.name}`, problems);
    if (value !== undefined) values[field.name] = value;
  }
  return values;
}

/** `undefined` leaves it to the detection's own default. */
function valueOf(
  field: Field,
  draft: Draft | undefined,
  path: string,
  problems: Record<string, string>,
): Json | undefined {
  if (field.kind === "group")
    return valuesOf(field.fields, isRecord(draft) ? draft : {}, `${path}.`, problems);
  if (field.kind === "boolean") return draft === true;
  const text = typeof draft === "string" ? draft.trim() : "";
  if (field.kind === "list") {
    // A comma may be a part of a text: of an ARN, for one.
    const lines = text.split(field.of === "text" ? "\n" : /[\n,]/).flatMap((line) => line.trim() || []);
    if (field.of === "text") return lines;
    const wrong = lines.map((line) => wrongInteger(line, field)).find((one) => one !== undefined);
    if (wrong !== undefined) problems[path] = wrong;
    return lines.map(Number);
  }
  if (text === "") return undefined;
  if (field.kind === "integer") {
    const wrong = wrongInteger(text, field);
    if (wrong !== undefined) problems[path] = wrong;
    return Number(text);
  }
  return field.kind === "json" ? jsonOf(text, path, problems) : text;
}

const INTEGER = /^-?\d{1,15}$/;

function wrongInteger(
  text: string,
  { minimum = -Infinity, maximum = Infinity }: { minimum: number | undefined; maximum: number | undefined },
): string | undefined {
  if (!INTEGER.test(text)) return `${JSON.stringify(text)} is no whole number.`;
  if (Number(text) < minimum) return `${text} is less than ${minimum.toLocaleString("en")}.`;
  return Number(text) > maximum ? `${text} is more than ${maximum.toLocaleString("en")}.` : undefined;
}

function jsonOf(text: string, path: string, problems: Record<string, string>): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch (error) {
    problems[path] = error instanceof Error ? error.message : "This is no JSON.";
    return undefined;
  }
}

function isRecord(value: Draft | undefined): value is Drafts;
function isRecord(value: unknown): value is Record<string, unknown>;
function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
