import type { FieldError } from "../../../api/failure.ts";
import type { Field } from "./form-model.ts";

/** What the API said against parameters, by the path of the form's field that it is about. */
export function refusedFields(
  fields: readonly Field[],
  errors: readonly FieldError[],
): Record<string, string> {
  const problems: Record<string, string> = {};
  for (const { pointer = "", detail } of errors) {
    const [values, ...names] = partsOf(pointer);
    const at = values === "values" ? placeOf(fields, names) : undefined;
    if (at === undefined) continue;
    const said = at.entry === undefined ? detail : `Entry ${at.entry}: ${detail}`;
    const known = problems[at.path];
    problems[at.path] = known === undefined ? said : `${known} ${said}`;
  }
  return problems;
}

/** The names that a JSON Pointer in a URI's fragment leads along: RFC 6901, section 6. */
function partsOf(pointer: string): string[] {
  return pointer
    .replace(/^#\//, "")
    .split("/")
    .map((part) => decoded(part).replaceAll("~1", "/").replaceAll("~0", "~"));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    // It is none of ours, then, and no field is found by it.
    return part;
  }
}

/** The field that the names lead to, and which entry of a list it is about. */
function placeOf(
  fields: readonly Field[],
  [first, ...rest]: readonly string[],
): { path: string; entry?: number } | undefined {
  const field = fields.find(({ name }) => name === first);
  if (!field) return undefined;
  if (field.kind === "group" && rest.length > 0) {
    const inner = placeOf(field.fields, rest);
    return inner && { ...inner, path: `${field.name}.${inner.path}` };
  }
  const entry = field.kind === "list" ? Number(rest[0]) : Number.NaN;
  return { path: field.name, ...(Number.isInteger(entry) && { entry: entry + 1 }) };
}
