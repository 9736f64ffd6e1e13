import { queryOptions } from "@tanstack/react-query";
import { type InferResponseType, parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

export type ApiDocument = InferResponseType<(typeof api)["openapi.json"]["$get"], 200>;
export type ApiOperation = ApiDocument["paths"][string][string];
export type Parameter = NonNullable<ApiOperation["parameters"]>[number];
export type Answer = ApiOperation["responses"][string];
export type Media = NonNullable<Answer["content"]>[string];

/** The API's own description. It stays the same for as long as the API's version does. */
export function apiDocument() {
  return queryOptions({
    queryKey: ["openapi"],
    queryFn: ({ signal }) => parseResponse(api["openapi.json"].$get({}, patience(signal))),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
