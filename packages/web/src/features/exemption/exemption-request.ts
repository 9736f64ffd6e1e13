import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import type { InferRequestType, InferResponseType } from "hono/client";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";

type ListRequest = typeof api.exemptions.$get;
type MakeRequest = typeof api.exemptions.$post;

export type Exemption = InferResponseType<ListRequest, 200>["exemptions"][number];
export type NewExemption = InferRequestType<MakeRequest>["json"];
export type Scope = NewExemption["scope"];

/** What a new one covers shows moments after it was made. */
const INTERVAL_MS = 3000;

/** @param all with those that were ended, and those that have run out */
export function exemptionList(all: boolean) {
  return queryOptions({
    queryKey: ["exemptions", all],
    queryFn: ({ signal }) =>
      parseResponse(api.exemptions.$get({ query: { all: all ? "true" : "false" } }, patience(signal))),
    refetchInterval: INTERVAL_MS,
    placeholderData: keepPreviousData,
  });
}

/** With the same key it is the same exemption, however often it is sent. */
export async function makeExemption(json: NewExemption, key: string): Promise<unknown> {
  return parseResponse(api.exemptions.$post({ header: { "Idempotency-Key": key }, json }));
}

export async function endExemption(id: string, reason: string): Promise<unknown> {
  return parseResponse(api.exemptions[":id"].end.$post({ param: { id }, json: { reason } }));
}
