import { counted } from "../../doctor/line.ts";
import type { Story } from "../views.ts";
import { activityLines } from "./activity.ts";
import { indented, type Line, type Segment, tabulated } from "./line.ts";
import { partyText } from "./party.ts";
import { commandLines, lostText, planText, proposalText } from "./plan.ts";
import { refusalText } from "./refusal.ts";
import { bold, dim, severityText, stateText } from "./style.ts";
import { relative, stamp } from "./time.ts";

/** All that a person wants to know of a finding, and what can be done about it. */
export function storyText(story: Story, { now, options }: { now: Date; options: string }): Line[] {
  const { finding, proposal, attempts, undo, actions } = story;
  const parts: Line[][] = [
    [
      [bold(finding.summary)],
      [finding.id, "  ", severityText(finding.severity), "  ", stateText(finding.state)],
    ],
    tabulated(facts(story, now)),
    ...(proposal ? [proposalText(proposal, now)] : []),
    ...attempts.map(attemptText),
    ...(undo ? [undoText(undo)] : []),
    ...(finding.refusal ? [refusalText(finding.refusal)] : []),
    [[bold("Activity")], ...indented(activityLines(story))],
    actions.length === 0
      ? []
      : [[bold("What can be done now")], ...indented(actions.map(command(finding.id, options)))],
  ];
  return parts
    .filter((lines) => lines.length > 0)
    .flatMap((lines, index): Line[] => (index === 0 ? lines : ["", ...lines]));
}

function facts({ finding, detection }: Story, now: Date): Segment[][] {
  const { opened, latest, occurrences, reopened, safe, hold, failure, exemption, dismissed, contested } =
    finding;
  const { actor } = latest;
  const rows: [label: string, ...texts: (string | undefined)[]][] = [
    ["Detection", `${finding.detection}: ${finding.title}`],
    ["Why", detection?.why],
    ["Resource", `${finding.resource.id} (${finding.resource.type})`, finding.resource.arn],
    ["Where", `account ${finding.account}, ${finding.region}`],
    ["Who", `${actor.type} ${actor.name}${from(actor)}`, actor.principal],
    ["How", `${latest.eventName} of ${latest.eventSource}, by ${actor.userAgent ?? "an unknown client"}`],
    ["When", `${stamp(opened.eventTime)}, ${relative(opened.eventTime, now)}`, again(occurrences, reopened)],
    ["Safe", safe && `${stamp(safe.at)}${safe.by === "already" ? ", by somebody else" : ""}`],
    ["Left to you", hold],
    ["By hand", ...(detection?.byHand ?? [])],
    ["Failed", failure && `${failure.code}: ${failure.message}`],
    [
      "Contested",
      contested && `since ${stamp(contested.since)}: put right ${counted(contested.times, "time")}`,
    ],
    [
      "Exempt",
      exemption && `until ${stamp(exemption.until)}, ${relative(exemption.until, now)}, by ${exemption.id}`,
    ],
    ["Dismissed", dismissed && `${stamp(dismissed.at)} by ${partyText(dismissed.by)}: ${dismissed.reason}`],
  ];
  return rows.flatMap(([label, ...texts]) =>
    texts.filter((text) => text !== undefined).map((text, index) => [dim(index === 0 ? label : ""), text]),
  );
}

function from({ sourceIp, mfa }: { sourceIp?: string | undefined; mfa?: boolean | undefined }): string {
  const place = sourceIp === undefined ? "" : ` from ${sourceIp}`;
  return mfa === undefined ? place : `${place}, ${mfa ? "with" : "without"} MFA`;
}

function again(occurrences: number, reopened: number): string | undefined {
  if (occurrences < 2) return undefined;
  return `seen ${occurrences} times${reopened === 0 ? "" : `, put back ${counted(reopened, "time")}`}`;
}

function attemptText({
  id,
  plannedAt,
  approvedBy,
  plan,
  steps,
  undone,
  ...commands
}: Story["attempts"][number]): Line[] {
  const approved = approvedBy ? `, approved by ${partyText(approvedBy)}` : "";
  const outcomes = steps.map(({ status, error }, index) => {
    const words = error ? `${status}: ${error.code}: ${error.message}` : status;
    return `step ${index + 1} ${words}`;
  });
  return [
    [
      bold(`Attempt ${id}`),
      ` of ${stamp(plannedAt)}${approved}${undone === undefined ? "" : ", undone since"}`,
    ],
    ...indented([outcomes.join(", "), ...planText(plan, commands)]),
  ];
}

function undoText({ attempt, possible, why, commands, lost, byPerson }: NonNullable<Story["undo"]>): Line[] {
  const can = possible
    ? `takes back attempt ${attempt}:`
    : `of attempt ${attempt}${byPerson ? " is for you to run" : " can't be run now"}: ${why ?? ""}`;
  return [[bold("Undo "), can], ...indented([...commandLines(commands), ...lostText(lost)])];
}

const needed: { [action in Story["actions"][number]]: string } = {
  approve: "",
  reject: ' --reason "..."',
  undo: ' --reason "..."',
  exempt: ' --reason "..." --hours 8',
  dismiss: ' --reason "..."',
  retry: "",
};

/** As the command that a person can copy. */
function command(id: string, options: string) {
  return (action: Story["actions"][number]): Line =>
    `npm run findings -- ${options} ${action} ${id}${needed[action]}`;
}
