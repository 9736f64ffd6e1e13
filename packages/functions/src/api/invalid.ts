import { z } from "@hono/zod-openapi";
import type { More } from "./problem.ts";

type Issue = z.core.$ZodIssue;
type FieldError = NonNullable<More["errors"]>[number];

/** In which part of a request the errors are. */
type Part = "json" | "query" | "param" | "header" | "form" | "cookie";

/** What is wrong with a part of a request: in words, and field by field. */
export function invalid(error: z.ZodError, part: Part): { detail: string; errors: FieldError[] } {
  const issues = error.issues.flatMap(plain);
  return { detail: z.prettifyError({ issues }), errors: issues.map((issue) => fieldError(issue, part)) };
}

/** The place of a value in a body, from the names that lead to it. */
export function pointerOf(path: readonly PropertyKey[]): string {
  const parts = path.map((name) => String(name).replaceAll("~", "~0").replaceAll("/", "~1"));
  return `#${parts.map((part) => `/${encodeURIComponent(wellFormed(part))}`).join("")}`;
}

function fieldError({ path, message }: Issue, part: Part): FieldError {
  if (part === "json") return { detail: message, pointer: pointerOf(path) };
  const [name] = path;
  if (name === undefined) return { detail: message };
  return part === "header"
    ? { detail: message, header: String(name) }
    : { detail: message, parameter: String(name) };
}

/** One issue for each field: for every unknown member, and of what may be one thing or another for what it was meant to be. */
function plain(issue: Issue): Issue[] {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      ...issue,
      keys: [key],
      path: [...issue.path, key],
      message: "There is no such member",
    }));
  if (issue.code !== "invalid_union") return [issue];
  const meant = issue.errors.filter(
    (branch) => !branch.some(({ code, path }) => code === "invalid_type" && path.length === 0),
  );
  const [only, ...others] = meant;
  if (only === undefined || others.length > 0) return [issue];
  return only.flatMap((inner) => plain({ ...inner, path: [...issue.path, ...inner.path] }));
}

/** What is no Unicode can't be spelled in a URI. */
function wellFormed(text: string): string {
  return text.replaceAll(/\p{Cs}/gu, "\u{FFFD}");
}
