import { queryOptions } from "@tanstack/react-query";
import type { InferResponseType } from "hono/client";
import { parseResponse } from "hono/client";
import { api, patience } from "../../api/client.ts";
import type { Settings } from "../settings/settings-request.ts";

const one = api.detections[":id"];

export type DetectionSummary = InferResponseType<typeof api.detections.$get, 200>["detections"][number];
export type DetectionDetail = InferResponseType<typeof one.$get, 200>;
export type Modes = Settings["modes"][string];
export type Mode = Modes["mode"];
export type Parameters = Settings["parameters"][string];
export type Values = Parameters["values"];

const INTERVAL_MS = 10_000;

export function detectionDetail(id: string) {
  return queryOptions({
    queryKey: ["detection", id],
    queryFn: ({ signal }) => parseResponse(one.$get({ param: { id } }, patience(signal))),
    refetchInterval: INTERVAL_MS,
  });
}

/**
 * @param mode `undefined` takes the choice back
 * @param account only for this one; for all that are not named, if absent
 * @param version of the settings that the change was made of; of another by now, they are not changed
 */
export async function changeMode(
  id: string,
  { mode, account, version }: { mode: Mode | undefined; account?: string | undefined; version: number },
): Promise<Settings> {
  const json = { mode: mode ?? null, version, ...(account !== undefined && { account }) };
  return parseResponse(one.mode.$put({ param: { id }, json }));
}

/** @param values `undefined` takes back what was chosen */
export async function changeParameters(
  id: string,
  values: Values | undefined,
  version: number,
): Promise<Settings> {
  return parseResponse(one.parameters.$put({ param: { id }, json: { values: values ?? null, version } }));
}
