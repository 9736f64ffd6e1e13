import { OpenAPIHono, z } from "@hono/zod-openapi";
import type { Detection } from "@snapback/core/detections/define";
import { type FindingStore, InvalidCursorError } from "@snapback/core/finding/store";
import type { Log } from "@snapback/core/log";
import type { Context } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { authorize, declaredRoles, SCHEME, type SignedIn } from "./authorize.ts";
import { problem } from "./problem.ts";
import { describeApi, getFinding, getRecord, health, listDetections, listFindings } from "./routes.ts";
import { attemptView, detectionView, OpenApiDocument, summaryOf } from "./schema.ts";
import { NotSignedInError, type SignIn, SignInUnavailableError } from "./sign-in.ts";

export interface ApiDeps {
  detections: readonly Detection[];
  findings: FindingStore;
  account: string;
  region: string;
  log: Log;
  signIn: SignIn;
}

/** The HTTP API. Its routes read; nothing here can change the account. */
export function createApi({ detections, findings, account, region, log, signIn }: ApiDeps) {
  const app = new OpenAPIHono<SignedIn>({
    defaultHook: (result, c) =>
      result.success ? undefined : problem(c, 400, "Invalid request", z.prettifyError(result.error)),
  });
  app.use(secureHeaders());
  app.use(async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });
  app.use(authorize(signIn, () => roles));
  app.onError((error, c) => answerError(error, c, log));
  app.notFound((c) => problem(c, 404, "Not found", `There is no ${c.req.method} ${c.req.path}.`));
  app.openAPIRegistry.registerComponent("securitySchemes", SCHEME, { type: "http", scheme: "bearer" });

  const api = app
    .openapi(health, (c) =>
      c.json({ status: "ok" as const, account, region, detections: detections.length }, 200),
    )
    .openapi(describeApi, (c) => {
      const info = { title: "Snapback", version: "0.1.0" };
      return c.json(OpenApiDocument.parse(app.getOpenAPI31Document({ openapi: "3.1.0", info })), 200);
    })
    .openapi(listFindings, async (c) => {
      const { limit, cursor, ...filter } = c.req.valid("query");
      const page = await findings.list(filter, { limit, cursor });
      const shown = page.findings.map((finding) => summaryOf(finding, detections));
      return c.json({ findings: shown, ...(page.cursor && { cursor: page.cursor }) }, 200);
    })
    .openapi(getFinding, async (c) => {
      const { id } = c.req.valid("param");
      const finding = await findings.get(id);
      if (!finding) return problem(c, 404, "Not found", `There is no finding ${id}.`);
      const [occurrences, activity] = await Promise.all([
        findings.occurrences(id),
        findings.activity(finding),
      ]);
      const declared = detections.find((detection) => detection.id === finding.detection);
      const detail = {
        finding: summaryOf(finding, detections),
        ...(declared && { detection: detectionView(declared) }),
        attempts: finding.attempts.map((attempt) => attemptView(attempt, finding.region)),
        occurrences,
        activity,
      };
      return c.json(detail, 200);
    })
    .openapi(getRecord, async (c) => {
      const { id, eventId } = c.req.valid("param");
      const record = await findings.record(id, eventId);
      if (record === undefined)
        return problem(c, 404, "Not found", `There is no record of ${eventId} for ${id}.`);
      return c.json({ record }, 200);
    })
    .openapi(listDetections, (c) => c.json({ detections: detections.map(detectionView) }, 200));

  const roles = declaredRoles(api);
  return api;
}

/** The routes' types, from which the console's client is made. */
export type Api = ReturnType<typeof createApi>;

function answerError(error: unknown, c: Context, log: Log) {
  const { path } = c.req;
  if (error instanceof InvalidCursorError) return problem(c, 400, "Invalid cursor", error.message);
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
