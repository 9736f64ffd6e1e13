import type { FieldError } from "../../../api/failure.ts";
import type { Problems } from "./draft.ts";

const fields: Readonly<Record<string, keyof Problems>> = {
  finding: "finding",
  detection: "detection",
  account: "account",
  resource: "resource",
  principal: "principal",
  cidr: "cidr",
  ports: "ports",
};

/** What the API said against a form, at the fields that it is about; what belongs to none of them is left out. */
export function problemsAt(errors: readonly FieldError[]): Problems {
  const problems: Problems = {};
  for (const { pointer = "", detail } of errors) {
    const field = fieldOf(pointer);
    if (field !== undefined) problems[field] ??= detail;
  }
  return problems;
}

function fieldOf(pointer: string): keyof Problems | undefined {
  const [, first, part, rest] = pointer.split("/");
  if (first === "reason" || first === "until") return first;
  if (first !== "scope") return undefined;
  if (part === "tag") return rest === "value" ? "tagValue" : "tagKey";
  return part === undefined ? "scope" : Object.hasOwn(fields, part) ? fields[part] : undefined;
}
