import { parseResponse } from "hono/client";
import { latestFindings, storyOf } from "../requests.ts";
import { activityTable } from "../text/activity.ts";
import { findingTable } from "../text/finding-table.ts";
import { settingsText } from "../text/settings.ts";
import { storyText } from "../text/story.ts";
import type { FindingSummary } from "../views.ts";
import type { Context, ExitCode } from "./context.ts";

export interface ListOptions {
  state?: FindingSummary["state"];
  severity?: FindingSummary["severity"];
  detection?: string;
  where: string[];
  limit: number;
}

/** Options that are terms of their own. */
const TERMS = ["state", "severity", "detection"] as const;

export async function list(
  { connection, output, now }: Context,
  { limit, where, ...options }: ListOptions,
): Promise<ExitCode> {
  const named = TERMS.flatMap((name) => (options[name] === undefined ? [] : [`${name}=${options[name]}`]));
  const { findings, more } = await latestFindings(connection, [...named, ...where], limit);
  output.answer({ findings, more }, findingTable(findings, now()));
  if (more) output.note(`There are more: --limit ${limit * 2} shows them, too.`);
  return 0;
}

export async function show({ connection, output, now }: Context, id: string): Promise<ExitCode> {
  const story = await storyOf(connection, id);
  output.answer(story, storyText(story, { now: now(), options: connection.options }));
  return 0;
}

export interface ActivityOptions {
  limit: number;
  before?: string;
}

/** The latest of everything that was done, the latest first. */
export async function activity(
  { connection: { api, ask }, output }: Context,
  { limit, before }: ActivityOptions,
): Promise<ExitCode> {
  const query = { limit: String(limit), ...(before !== undefined && { before }) };
  const page = await ask(parseResponse(api.activity.$get({ query })));
  output.answer(page, activityTable(page.entries));
  if (page.next !== undefined) output.note(`There is more: --before ${page.next}`);
  return 0;
}

export async function settings({ connection: { api, ask }, output }: Context): Promise<ExitCode> {
  const view = await ask(parseResponse(api.settings.$get()));
  output.answer(view, settingsText(view));
  return 0;
}
