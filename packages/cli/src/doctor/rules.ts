import {
  DescribeRuleCommand,
  type EventBridgeClient,
  ListTargetsByRuleCommand,
} from "@aws-sdk/client-eventbridge";
import { awsWords } from "@snapback/core/aws/error";
import { listenedTo } from "@snapback/core/deployment/rules";
import type { Pattern } from "@snapback/core/event/pattern";
import { groupBy } from "@snapback/core/grants/group-by";
import { asked, awsCommand, type Check, counted, deployAgain, type Examined, type Line } from "./line.ts";
import { parsePattern, type Unheard, unheard } from "./rule-coverage.ts";
import { targetFaults } from "./rule-targets.ts";

const what = "rules";
const NAMED = 3;

/** What one rule is in one region: its pattern as deployed, and what is wrong with it. */
interface Found {
  name: string;
  region: string;
  pattern: Pattern | undefined;
  lines: Line[];
}

/** The rules on the default bus of each region: there, enabled, with a target, and for what this checkout listens to. */
export const rules: Check = async (examined) => {
  const { rules: declared, regions: watched } = examined.deployment;
  const places = declared.flatMap(({ name, regions: own = watched }) =>
    own.map((region) => ({ name, region })),
  );
  const found = await Promise.all(places.map((place) => look(place, examined)));
  const wrong = found.flatMap(({ lines }) => lines);
  const regions = [...new Set(places.map(({ region }) => region))];
  const fine = regions.flatMap((region): Line[] => {
    const count = found.filter((rule) => rule.region === region && rule.lines.length === 0).length;
    const detail = `${region}: ${counted(count, "rule")} enabled, with target and dead-letter queue`;
    return count > 0 ? [{ status: "ok", what, detail }] : [];
  });
  if (places.length === 0)
    wrong.push({ status: "fail", what, detail: "the stage has no rules", next: deployAgain(examined) });
  return [...fine, ...wrong, ...uncovered(found, examined)];
};

async function look({ name, region }: { name: string; region: string }, examined: Examined): Promise<Found> {
  const { events } = examined.clients(region);
  let pattern: Pattern | undefined;
  const subject = `${name} in ${region}`;
  const fail = (detail: string, next: string): Line => ({
    status: "fail",
    what,
    detail: `${subject} ${detail}`,
    next,
  });
  const lines = await asked(what, subject, async () => {
    const rule = await described(events, name);
    if (rule === undefined) return [fail("is gone", deployAgain(examined))];
    const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: name }));
    pattern = parsePattern(rule.EventPattern ?? "");
    const enable = awsCommand("events enable-rule", region, `--name ${name}`, examined);
    return [
      ...(rule.State === "ENABLED" ? [] : [fail(`is ${rule.State ?? "in no state"}`, enable)]),
      ...targetFaults(Targets, region, examined.deployment).map((fault) =>
        fail(fault, deployAgain(examined)),
      ),
    ];
  });
  return { name, region, pattern, lines };
}

async function described(events: EventBridgeClient, Name: string) {
  try {
    return await events.send(new DescribeRuleCommand({ Name }));
  } catch (error) {
    if (awsWords(error).code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

/** Events that this checkout listens to and the deployed rules don't. A region whose rules can't be read says so already. */
function uncovered(found: readonly Found[], examined: Examined): Line[] {
  const { deployment, detections } = examined;
  const unread = new Set(found.filter(({ pattern }) => pattern === undefined).map(({ region }) => region));
  const sources = listenedTo(detections);
  const patternsOf = (region: string) =>
    found
      .filter((rule) => rule.region === region)
      .flatMap(({ pattern }) => (pattern === undefined ? [] : [pattern]));
  const missed = unheard(sources, deployment, patternsOf).filter(({ region }) => !unread.has(region));
  // One deploy mends them all.
  return groupBy(missed, ({ region }) => region).map((events) => ({
    status: "warn",
    what,
    detail: `no rule in ${events[0].region} listens to ${namesOf(events)}, as this checkout does`,
    next: deployAgain(examined),
  }));
}

/** Some of them by name: after an update there may be dozens. */
function namesOf(events: readonly Unheard[]): string {
  const shown = events.slice(0, NAMED).map(({ eventName, source }) => `${eventName} of ${source}`);
  const more = events.length - shown.length;
  return `${shown.join(", ")}${more > 0 ? ` and ${counted(more, "more event")}` : ""}`;
}
