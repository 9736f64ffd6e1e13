import { z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type ProblemTitle, problemType } from "./problem-kinds.ts";

/** One thing that is wrong with a request, and where: what a form shows beside the field. */
const FieldError = z.object({
  detail: z.string(),
  pointer: z
    .string()
    .optional()
    .describe("In the body, as a JSON Pointer (RFC 6901) in a URI's fragment: `#/scope/ports/from`"),
  parameter: z.string().optional().describe("In the path or the query: the parameter's name"),
  header: z.string().optional().describe("In a header: its name"),
});

/** RFC 9457, application/problem+json. */
export const Problem = z
  .object({
    type: z.string().describe("The kind of problem, as a reference to where it is explained"),
    title: z.string().describe("The kind of problem in words: the same for the same `type`"),
    status: z.int().describe("The HTTP status"),
    detail: z.string().describe("What is wrong this time, for people to read"),
    instance: z.string().optional().describe("The path of the request"),
    errors: z.array(FieldError).optional().describe("All that is wrong with the request, field by field"),
    version: z
      .int()
      .optional()
      .describe("Where a change was made of settings that are of another version by now: that version"),
    commands: z
      .array(z.string())
      .optional()
      .describe("What a person with the rights for it can do instead, as AWS CLI commands"),
  })
  .openapi("Problem");

/** What a problem says beside its title and detail. */
export type More = Pick<z.output<typeof Problem>, "errors" | "version" | "commands">;

/** An error as RFC 9457 has it. */
export function problem<Status extends 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 500 | 503>(
  c: Context,
  status: Status,
  title: ProblemTitle,
  detail: string,
  more?: Record<string, unknown>,
) {
  const body = { type: problemType(title), title, status, detail, instance: c.req.path, ...more };
  return c.json(body, status, { "Content-Type": "application/problem+json" });
}

/** A request that can't be followed. What it says is for whoever made it. */
export class RefusedError extends Error {
  override name = "RefusedError";
  readonly status: 400 | 404 | 409 | 413;
  readonly title: ProblemTitle;
  readonly more: More;

  constructor(status: 400 | 404 | 409 | 413, title: ProblemTitle, detail: string, more: More = {}) {
    super(detail);
    this.status = status;
    this.title = title;
    this.more = more;
  }
}

export function notFound(what: string): RefusedError {
  return new RefusedError(404, "Not found", `There is no ${what}.`);
}
