import { z } from "@hono/zod-openapi";
import type { Context } from "hono";

/** RFC 9457, application/problem+json. */
export const Problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string().optional(),
    /** Where a change was made of settings that are of another version by now: that version. */
    version: z.int().optional(),
    /** What a person with the rights for it can do instead, as AWS CLI commands. */
    commands: z.array(z.string()).optional(),
  })
  .openapi("Problem");

/** What a problem says beside its title and detail. */
type More = Pick<z.output<typeof Problem>, "version" | "commands">;

/** An error as RFC 9457 has it. */
export function problem<Status extends 400 | 401 | 403 | 404 | 409 | 415 | 500 | 503>(
  c: Context,
  status: Status,
  title: string,
  detail: string,
  more: More = {},
) {
  const body = { type: "about:blank", title, status, detail, instance: c.req.path, ...more };
  return c.json(body, status, { "Content-Type": "application/problem+json" });
}

/** A request that can't be followed. What it says is for whoever made it. */
export class RefusedError extends Error {
  override name = "RefusedError";
  readonly status: 400 | 404 | 409;
  readonly title: string;
  readonly more: More;

  constructor(status: 400 | 404 | 409, title: string, detail: string, more: More = {}) {
    super(detail);
    this.status = status;
    this.title = title;
    this.more = more;
  }
}

export function notFound(what: string): RefusedError {
  return new RefusedError(404, "Not found", `There is no ${what}.`);
}
