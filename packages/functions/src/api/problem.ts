import type { Context } from "hono";

/** An error as RFC 9457 has it. */
export function problem<Status extends 400 | 401 | 403 | 404 | 500 | 503>(
  c: Context,
  status: Status,
  title: string,
  detail: string,
) {
  const body = { type: "about:blank", title, status, detail, instance: c.req.path };
  return c.json(body, status, { "Content-Type": "application/problem+json" });
}
