import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { parseResponse } from "hono/client";
import { api, patience } from "../../../api/client.ts";

export type Channel = InferResponseType<typeof api.channels.$get, 200>["channels"][number];
export type Asked = InferResponseType<(typeof api.channels)[":name"]["test"]["$post"], 202>["test"];

export function channels() {
  return queryOptions({
    queryKey: ["channels"],
    queryFn: ({ signal }) => parseResponse(api.channels.$get({}, patience(signal))),
    refetchInterval: 10_000,
  });
}

/** Has a test message sent. With the same key it is the same one, however often it is asked for. */
export async function testChannel(name: string, key: string): Promise<Asked> {
  const request = { param: { name }, header: { "Idempotency-Key": key } };
  const { test } = await parseResponse(api.channels[":name"].test.$post(request));
  return test;
}
