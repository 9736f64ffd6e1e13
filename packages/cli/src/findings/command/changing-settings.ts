import type { Mode } from "@snapback/core/settings/config";
import { parseResponse } from "hono/client";
import { newKey } from "../connection/http.ts";
import { exemptionTable } from "../text/exemption-table.ts";
import { settingsText } from "../text/settings.ts";
import type { Context, ExitCode } from "./context.ts";

export async function pause(
  { connection: { api, ask }, output }: Context,
  { reason }: { reason: string },
): Promise<ExitCode> {
  const view = await ask(parseResponse(api.pause.$post({ header: newKey(), json: { reason } })));
  output.answer(view, settingsText(view));
  return 0;
}

export async function resume(
  { connection: { api, ask }, output }: Context,
  { reason }: { reason?: string },
): Promise<ExitCode> {
  const view = await ask(
    parseResponse(api.resume.$post({ header: newKey(), json: { ...(reason !== undefined && { reason }) } })),
  );
  output.answer(view, settingsText(view));
  return 0;
}

/** What `snapback.config.ts` says holds again. */
export const DEPLOYED = "deployed";
export type ModeChoice = Mode | typeof DEPLOYED;

export async function changeMode(
  { connection: { api, ask }, output }: Context,
  detection: string,
  mode: ModeChoice,
  { account }: { account?: string },
): Promise<ExitCode> {
  const { version } = await ask(parseResponse(api.settings.$get()));
  const json = { version, mode: mode === DEPLOYED ? null : mode, ...(account !== undefined && { account }) };
  const view = await ask(parseResponse(api.detections[":id"].mode.$put({ param: { id: detection }, json })));
  output.answer(view, settingsText(view));
  return 0;
}

export async function listExemptions(
  { connection: { api, ask }, output, now }: Context,
  { all }: { all?: true },
): Promise<ExitCode> {
  const query = all ? { all: "true" as const } : {};
  const { exemptions } = await ask(parseResponse(api.exemptions.$get({ query })));
  output.answer({ exemptions }, exemptionTable(exemptions, now()));
  return 0;
}

export async function endExemption(
  { connection: { api, ask }, output, now }: Context,
  id: string,
  { reason }: { reason: string },
): Promise<ExitCode> {
  const { exemption } = await ask(
    parseResponse(api.exemptions[":id"].end.$post({ param: { id }, json: { reason } })),
  );
  output.answer({ exemption }, exemptionTable([exemption], now()));
  return 0;
}
