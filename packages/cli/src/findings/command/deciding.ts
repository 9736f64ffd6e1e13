import { parseResponse } from "hono/client";
import { RefusedError } from "../connection/answer.ts";
import { newKey } from "../connection/http.ts";
import { storyOf } from "../requests.ts";
import type { Line } from "../text/line.ts";
import { commandLines, lostText, proposalText } from "../text/plan.ts";
import { refusalText } from "../text/refusal.ts";
import type { Story } from "../views.ts";
import { type Consent, consent } from "./consent.ts";
import type { Context, ExitCode } from "./context.ts";
import { decided, type Waiting } from "./decided.ts";

export interface ApproveOptions extends Waiting, Consent {
  /** The id of the only plan that is meant. */
  proposal?: string;
}
export interface DismissOptions extends Waiting {
  reason: string;
}
export interface RejectOptions extends DismissOptions {
  proposal?: string;
}
export interface UndoOptions extends DismissOptions, Consent {
  hours?: number;
  force?: true;
}
export interface ExemptOptions extends DismissOptions {
  hours?: number;
  until?: string;
}

/** Has the plan carried out that is shown, and no other. */
export async function approve(context: Context, id: string, options: ApproveOptions): Promise<ExitCode> {
  const story = await storyOf(context.connection, id);
  const proposal = proposalOf(story, "approve", options.proposal);
  context.output.show([story.finding.summary, ...proposalText(proposal, context.now())]);
  await consent(context, options, "Carry out this plan?");
  const { api, ask } = context.connection;
  const [param, header] = [{ id: story.finding.id }, newKey()];
  const sent = api.findings[":id"].approve.$post({ param, header, json: { proposal: proposal.id } });
  return decided(context, story, "approve", await ask(parseResponse(sent)), options);
}

export async function reject(
  context: Context,
  id: string,
  { reason, ...options }: RejectOptions,
): Promise<ExitCode> {
  const story = await storyOf(context.connection, id);
  const proposal = proposalOf(story, "reject", options.proposal);
  const { api, ask } = context.connection;
  const [param, header] = [{ id: story.finding.id }, newKey()];
  const sent = api.findings[":id"].reject.$post({ param, header, json: { proposal: proposal.id, reason } });
  return decided(context, story, "reject", await ask(parseResponse(sent)), options);
}

/** Takes back what Snapback changed: with `force` also over what somebody changed since, after showing that. */
export async function undo(
  context: Context,
  id: string,
  { reason, hours, force, ...options }: UndoOptions,
): Promise<ExitCode> {
  const story = await storyOf(context.connection, id);
  const { finding, undo: preview } = story;
  const { refusal } = finding;
  if (force && refusal?.force === undefined)
    throw new RefusedError(
      "There is no change to force it over: undo without --force first, which shows it.",
    );
  const over = force && refusal ? { force: refusal.force, lines: refusalText(refusal) } : undefined;
  if (!preview)
    throw new RefusedError(`Nothing was changed here that could be taken back. ${others(story.actions)}`);
  context.output.show([finding.summary, ...undoText(preview), ...(over?.lines ?? [])]);
  if (!preview.possible) throw new RefusedError(preview.why ?? "It can't be undone now.");
  await consent(context, options, over ? "Undo it all the same?" : "Run this undo?");
  const { api, ask } = context.connection;
  const json = {
    reason,
    attempt: preview.attempt,
    ...(hours !== undefined && { hours }),
    ...(over?.force !== undefined && { force: over.force }),
  };
  const sent = api.findings[":id"].undo.$post({ param: { id: finding.id }, header: newKey(), json });
  return decided(context, story, "undo", await ask(parseResponse(sent)), options);
}

export async function exempt(
  context: Context,
  id: string,
  { reason, hours, until, ...options }: ExemptOptions,
): Promise<ExitCode> {
  const story = await storyOf(context.connection, id);
  const { api, ask } = context.connection;
  const json = { reason, ...(hours !== undefined && { hours }), ...(until !== undefined && { until }) };
  const sent = api.findings[":id"].exempt.$post({ param: { id: story.finding.id }, header: newKey(), json });
  return decided(context, story, "exempt", await ask(parseResponse(sent)), options);
}

export async function dismiss(
  context: Context,
  id: string,
  { reason, ...options }: DismissOptions,
): Promise<ExitCode> {
  const story = await storyOf(context.connection, id);
  const { api, ask } = context.connection;
  const sent = api.findings[":id"].dismiss.$post({
    param: { id: story.finding.id },
    header: newKey(),
    json: { reason },
  });
  return decided(context, story, "dismiss", await ask(parseResponse(sent)), options);
}

export async function retry(context: Context, id: string, options: Waiting): Promise<ExitCode> {
  const story = await storyOf(context.connection, id);
  const { api, ask } = context.connection;
  const sent = api.findings[":id"].retry.$post({ param: { id: story.finding.id }, header: newKey() });
  return decided(context, story, "retry", await ask(parseResponse(sent)), options);
}

function proposalOf(
  { proposal, finding, actions }: Story,
  action: "approve" | "reject",
  wanted: string | undefined,
): NonNullable<Story["proposal"]> {
  if (proposal === undefined)
    throw new RefusedError(`No plan waits for approval: the finding is ${finding.state}. ${others(actions)}`);
  if (wanted !== undefined && wanted !== proposal.id)
    throw new RefusedError(
      `The plan is another one by now, ${proposal.id}: look at it before you ${action} it.`,
    );
  return proposal;
}

function others(actions: Story["actions"]): string {
  return actions.length === 0
    ? "Nothing can be done about it now."
    : `What can be done: ${actions.join(", ")}.`;
}

function undoText({ commands, lost, byPerson }: NonNullable<Story["undo"]>): Line[] {
  const whose = byPerson ? "The undo is for a person to run:" : "The undo:";
  return [whose, ...commandLines(commands), ...lostText(lost)];
}
