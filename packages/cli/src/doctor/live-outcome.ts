import type { Finding } from "@snapback/core/finding/schema";
import type { Line } from "./line.ts";
import { type OwnRule, WORLD } from "./live-rule.ts";
import type { Outcome } from "./live-watch.ts";
import { time } from "./time.ts";

const what = "live";
const SEE = "The lines above tell what is wrong; npm run tail shows what the functions say.";

/** What became of the doctor's violation, in a line. */
export function toldOutcome(outcome: Outcome, { port, groupId }: OwnRule, timeoutMs: number): Line {
  const opened = `TCP port ${port} of ${groupId} was opened to ${WORLD}`;
  const fail = (detail: string, next: string): Line => ({
    status: "fail",
    what,
    detail: `${opened}, ${detail}`,
    next,
  });
  if (outcome.end === "interrupted")
    return fail("and the doctor was interrupted before it was safe", "Run the doctor again.");
  if (outcome.end === "late") return fail(late(outcome, timeoutMs), SEE);
  const { end, afterMs, finding } = outcome;
  if (end === "failed") {
    const { code = "", message = "" } = finding.failure ?? {};
    return fail(`and Snapback could not close it: ${code}: ${message} (${finding.id})`, SEE);
  }
  if (end === "left") {
    const wanted = asChosen(finding);
    if (wanted === undefined)
      return fail(`and Snapback left it to a person: ${finding.hold} (${finding.id})`, SEE);
    const detail = `${opened}, and Snapback saw it within ${time(afterMs)} and ${wanted} (${finding.id})`;
    return { status: "warn", what, detail };
  }
  if (finding.safe?.by === "already")
    return fail(`and somebody else closed it before Snapback did (${finding.id})`, "Run the doctor again.");
  return { status: "ok", what, detail: `${opened}, and safe ${time(afterMs)} later${own(finding)}` };
}

/** Which part of it was Snapback's own, from `detect` on; the rest is CloudTrail's and EventBridge's. */
function own({ safe, opened }: Finding): string {
  if (safe === undefined) return "";
  return ` (${time(Date.parse(safe.at) - Date.parse(opened.seenAt))} after Snapback had its record)`;
}

/** What somebody has chosen that Snapback should do instead of putting it right, if it is that. */
function asChosen({ state, proposal, exemption, hold }: Finding): string | undefined {
  if (state === "exempt") return `left it, as it should: exemption ${exemption?.id} covers it`;
  if (state === "awaiting-approval") return `asks a person before it closes it: ${proposal?.why}`;
  return proposal && `left it, as it should: ${hold}`;
}

function late({ open, finding }: Extract<Outcome, { end: "late" }>, timeoutMs: number): string {
  const after = `within ${time(timeoutMs)}`;
  if (finding === undefined)
    return open
      ? `and Snapback did not see it ${after}`
      : `and closed by somebody else: Snapback did not see it ${after}`;
  return open
    ? `and Snapback saw it and did not close it ${after} (${finding.id} is ${finding.state})`
    : `and is closed, but ${finding.id} is still ${finding.state} after ${time(timeoutMs)}`;
}
