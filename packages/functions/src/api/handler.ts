import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { type ApiDeps, createApi } from "./app.ts";
import { type DirectEvent, directAnswer, directRequest } from "./direct.ts";
import { problemType } from "./problem-kinds.ts";

/** A direct call that is not made as this version of Snapback takes it. */
class DirectCallError extends Error {
  override name = "DirectCallError";
}

/** The API as a Lambda function: behind an API Gateway HTTP API, payload format 2.0, and called directly. */
export function createApiHandler(deps: ApiDeps) {
  const answer = handle(createApi(deps));
  return async (event: LambdaEvent | DirectEvent, context?: LambdaContext) => {
    const role = deps.config.invokersMay;
    const direct = role === "off" ? undefined : directRequest(event, role);
    if (direct) {
      const { method, url } = direct.request;
      // CloudTrail records no invocations unless somebody has it do so.
      deps.log.info("api.direct", { by: direct.person.id, method, path: new URL(url).pathname });
      const theirs = createApi({ ...deps, signIn: async () => direct.person });
      return directAnswer(await theirs.fetch(direct.request));
    }
    if ("snapback" in event)
      throw new DirectCallError(
        role === "off"
          ? "snapback.config.ts lets nobody call the API directly (invokersMay)"
          : "this direct call is none that the API knows",
      );
    const result = await answer(event, context);
    // An event that makes no request, such as a GET with a body, never gets to the API, which answers with JSON alone.
    if (String(result.headers?.["content-type"] ?? "").endsWith("json")) return result;
    const title = "Invalid request" as const;
    const body = {
      type: problemType(title),
      title,
      status: 400,
      detail: "This is no request that HTTP allows.",
    };
    const headers = { "content-type": "application/problem+json", "cache-control": "no-store" };
    return { ...result, statusCode: 400, headers, body: JSON.stringify(body) };
  };
}
