import { ExemptionLimitError } from "@snapback/core/exemption/limits";
import { RowCursorError } from "@snapback/core/finding/rows/order";
import { InvalidCursorError } from "@snapback/core/finding/store";
import type { Log } from "@snapback/core/log";
import { SettingsChangeError, UnknownDetectionError } from "@snapback/core/settings/change";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { pointerOf } from "./invalid.ts";
import { problem, RefusedError } from "./problem.ts";
import { NotSignedInError, SignInUnavailableError } from "./sign-in.ts";

/** What is answered where a handler, or what comes before it, has thrown. */
export function answerError(error: unknown, c: Context, log: Log) {
  const { path } = c.req;
  if (error instanceof RefusedError) return problem(c, error.status, error.title, error.message, error.more);
  if (error instanceof InvalidCursorError || error instanceof RowCursorError)
    return problem(c, 400, "Invalid cursor", error.message);
  if (error instanceof SettingsChangeError) {
    const errors = error.faults.map((fault) => ({
      detail: fault.message,
      pointer: pointerOf(["values", ...fault.path]),
    }));
    return problem(c, 400, "Invalid request", error.message, { ...(errors.length > 0 && { errors }) });
  }
  if (error instanceof ExemptionLimitError) return problem(c, 400, "Invalid request", error.message);
  if (error instanceof UnknownDetectionError) return problem(c, 404, "Not found", error.message);
  // What Hono itself can't read: another media type, or JSON that is none.
  if (error instanceof HTTPException && error.status === 415)
    return problem(c, 415, "Unsupported media type", "Send the body as JSON, as application/json.");
  if (error instanceof HTTPException && error.status === 400)
    return problem(c, 400, "Invalid request", error.message);
  if (error instanceof NotSignedInError) {
    log.info("api.not-signed-in", { path, reason: error.message });
    // RFC 6750, section 3.1: no error is named to a request that carries no authentication.
    const challenge = c.req.header("authorization") === undefined ? "Bearer" : 'Bearer error="invalid_token"';
    c.header("WWW-Authenticate", challenge);
    return problem(c, 401, "Not signed in", error.message);
  }
  if (error instanceof SignInUnavailableError) {
    log.error("api.sign-in-unavailable", { path, error });
    return problem(
      c,
      503,
      "Sign-in can't be checked",
      "Try again in some seconds. The API's log has the reason.",
    );
  }
  log.error("api.error", { path, error });
  return problem(c, 500, "Internal error", "The API could not answer. Its log has the reason.");
}
