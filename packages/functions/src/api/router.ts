import { OpenAPIHono } from "@hono/zod-openapi";
import type { SignedIn } from "./authorize.ts";

/** A part of the API, joined to it by `route("/", …)`. */
export function router() {
  return new OpenAPIHono<SignedIn>();
}
