import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { secureHeaders } from "hono/secure-headers";
import { activityApi } from "./activity/activity.ts";
import { answerError } from "./answer-error.ts";
import { authorize, declaredRoles, needs, SCHEME, type SignedIn } from "./authorize.ts";
import { decisionsApi } from "./decisions/decisions.ts";
import type { ApiDeps } from "./deps.ts";
import { json, refusals } from "./description.ts";
import { detectionsApi } from "./detections/detections.ts";
import { exemptionsApi } from "./exemptions/exemptions.ts";
import { findingsApi } from "./findings/findings.ts";
import { personApi } from "./person/person.ts";
import { problem } from "./problem.ts";
import type { router } from "./router.ts";
import { settingsApi } from "./settings/settings.ts";

export type { ApiDeps } from "./deps.ts";

const Health = z
  .object({ status: z.literal("ok"), account: z.string(), region: z.string(), detections: z.int() })
  .openapi("Health");

const OpenApiDocument = z.looseObject({ openapi: z.string() });

const health = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/health",
  summary: "Is the API up, and for which account?",
  responses: { ...refusals, 200: json(Health, "It is") },
});

const describeApi = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/openapi.json",
  summary: "This description",
  responses: { ...refusals, 200: json(OpenApiDocument, "An OpenAPI 3.1 document") },
});

/**
 * The HTTP API. It writes down what people decide, and nothing here can change the account or a finding: those who may read
 * it and carry it out.
 *
 * @param more further parts, which only some installations have: the laptop's sandbox
 */
export function createApi(deps: ApiDeps, more: readonly ReturnType<typeof router>[] = []) {
  const { account, region, detections, log, signIn } = deps;
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
    .route("/", findingsApi(deps))
    .route("/", decisionsApi(deps))
    .route("/", exemptionsApi(deps))
    .route("/", detectionsApi(deps))
    .route("/", settingsApi(deps))
    .route("/", activityApi(deps))
    .route("/", personApi());
  for (const part of more) api.route("/", part);

  const roles = declaredRoles(api);
  return api;
}

/** The routes' types, from which clients are made. */
export type Api = ReturnType<typeof createApi>;
