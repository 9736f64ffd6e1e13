import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import { secureHeaders } from "hono/secure-headers";
import { activityApi } from "./activity/activity.ts";
import { answerError } from "./answer-error.ts";
import { authorize, declaredRoles, needs, SCHEME, type SignedIn } from "./authorize.ts";
import { channelsApi } from "./channels/channels.ts";
import { decisionsApi } from "./decisions/decisions.ts";
import type { ApiDeps } from "./deps.ts";
import { json, refusals } from "./description.ts";
import { detectionsApi } from "./detections/detections.ts";
import { describe } from "./document/document.ts";
import { OpenApiDocument } from "./document/schema.ts";
import { example } from "./examples.ts";
import { exemptionsApi } from "./exemptions/exemptions.ts";
import { findingsApi } from "./findings/findings.ts";
import { installationApi } from "./installation/installation.ts";
import { invalid } from "./invalid.ts";
import { declaredQueries, knownQuery, methodsOf } from "./known.ts";
import { notesApi } from "./notes/notes.ts";
import { overviewApi } from "./overview/overview.ts";
import { personApi } from "./person/person.ts";
import { problem } from "./problem.ts";
import { boundedBody } from "./request-body.ts";
import type { router } from "./router.ts";
import { settingsApi } from "./settings/settings.ts";

export type { ApiDeps } from "./deps.ts";

const Health = z
  .object({ status: z.literal("ok"), account: z.string(), region: z.string(), detections: z.int() })
  .openapi("Health");

const health = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/health",
  operationId: "getHealth",
  tags: ["API"],
  summary: "Is the API up, and for which account?",
  responses: {
    ...refusals,
    200: json(Health, "It is", {
      status: "ok",
      account: example.account,
      region: example.region,
      detections: 57,
    }),
  },
});

const describeApi = createRoute({
  ...needs("viewer"),
  method: "get",
  path: "/api/openapi.json",
  operationId: "getOpenApi",
  tags: ["API"],
  summary: "This description",
  responses: {
    ...refusals,
    200: json(OpenApiDocument, "An OpenAPI 3.1 document", {
      openapi: "3.1.0",
      info: { title: "Snapback", version: "0.1.0", description: "…" },
      tags: [],
      paths: {},
      components: { schemas: {} },
      "x-problems": [],
    }),
  },
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
    defaultHook: (result, c) => {
      if (result.success) return undefined;
      const { detail, errors } = invalid(result.error, result.target);
      return problem(c, 400, "Invalid request", detail, { errors });
    },
  });
  app.use(secureHeaders());
  app.use(async (c, next) => {
    await next();
    c.header("Cache-Control", "no-store");
  });
  app.use(authorize(signIn, () => roles));
  app.use(knownQuery(() => queries));
  app.use(boundedBody);
  app.onError((error, c) => answerError(error, c, log));
  app.notFound((c) => {
    const methods = methodsOf(c, roles.keys());
    if (methods.length === 0) return problem(c, 404, "Not found", `There is no ${c.req.path}.`);
    c.header("Allow", methods.join(", "));
    const detail = `${c.req.path} has ${methods.join(", ")}, and not ${c.req.method}.`;
    return problem(c, 405, "Method not allowed", detail);
  });
  app.openAPIRegistry.registerComponent("securitySchemes", SCHEME, {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "An access token of the Cognito user pool; nothing at all on a laptop.",
  });

  const api = app
    .openapi(health, (c) =>
      c.json({ status: "ok" as const, account, region, detections: detections.length }, 200),
    )
    .openapi(describeApi, (c) => c.json(describe(app), 200))
    .route("/", findingsApi(deps))
    .route("/", decisionsApi(deps))
    .route("/", notesApi(deps))
    .route("/", exemptionsApi(deps))
    .route("/", detectionsApi(deps))
    .route("/", settingsApi(deps))
    .route("/", channelsApi(deps))
    .route("/", installationApi(deps))
    .route("/", activityApi(deps))
    .route("/", overviewApi(deps))
    .route("/", personApi());
  for (const part of more) api.route("/", part);

  const roles = declaredRoles(api);
  const queries = declaredQueries(api);
  return api;
}

/** The routes' types, from which clients are made. */
export type Api = ReturnType<typeof createApi>;
