import { handle, type LambdaContext, type LambdaEvent } from "hono/aws-lambda";
import { type ApiDeps, createApi } from "./app.ts";

/** The API as a Lambda function behind an API Gateway HTTP API, payload format 2.0. */
export function createApiHandler(deps: ApiDeps) {
  const answer = handle(createApi(deps));
  return async (event: LambdaEvent, context?: LambdaContext) => {
    const result = await answer(event, context);
    // An event that makes no request, such as a GET with a body, never gets to the API, which says so by itself.
    return { ...result, headers: { ...result.headers, "cache-control": "no-store" } };
  };
}
