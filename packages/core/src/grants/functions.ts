import { arnOf, busName, type Deployment, logGroupName, queueNames } from "../deployment/deployment.ts";
import type { FunctionName } from "../deployment/functions.ts";
import type { Detection } from "../detections/define.ts";
import { findingsRights, type TableRight } from "../finding/grants.ts";
import { probeGrants } from "../heartbeat/operations.ts";
import { accountStatements, statementsFor } from "./account.ts";
import { groupBy } from "./group-by.ts";
import type { Statement } from "./statement.ts";

/** What the rights of a stage's functions depend on. */
export type Place = Pick<
  Deployment,
  "stage" | "account" | "partition" | "home" | "regions" | "findingsTable" | "settingsTable"
>;

/**
 * The whole of what one function may do: the one inline policy of its role. `infra/` deploys these statements, and the
 * doctor holds what is deployed against them.
 *
 * `detect` and the API change nothing in the account; each `respond` has just what the detections of its service declare.
 */
export function functionStatements(
  name: FunctionName,
  place: Place,
  detections: readonly Detection[],
): Statement[] {
  return [logs(name, place), ...own(name, place, detections)];
}

function own(name: FunctionName, place: Place, detections: readonly Detection[]): Statement[] {
  switch (name) {
    case "detect":
      return [eventsQueue(place), ...findings("detect", place), readSettings(place), publish(place)];
    case "reconcile":
      return [...findings("reconcile", place), publish(place), unfinished(place)];
    case "heartbeat":
      return [
        ...statementsFor(probeGrants, place),
        ...findings("heartbeat", place),
        countUndelivered(place),
        unfinished(place),
      ];
    case "api":
      return findings("api", place);
    default:
      return [
        ...accountStatements(name.slice("respond-".length), detections, place),
        ...findings("respond", place),
        readSettings(place),
        unfinished(place),
      ];
  }
}

/** The log group is there before the function, so that none need make one. */
function logs(name: FunctionName, { partition, home, account, stage }: Place): Statement {
  const group = `arn:${partition}:logs:${home}:${account}:log-group:${logGroupName(stage, name)}`;
  return { actions: ["logs:CreateLogStream", "logs:PutLogEvents"], resources: [`${group}:*`] };
}

/** What Lambda itself needs to poll a queue for a function, by the function's role. */
function eventsQueue(place: Place): Statement {
  return {
    actions: ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
    resources: [arnOf(place, "sqs", queueNames.events(place.stage))],
  };
}

/** Just these actions on the table and on each of its indexes; where they are the same, in one statement. */
function findings(who: keyof typeof findingsRights, place: Place): Statement[] {
  const table = tableArn(place, place.findingsTable);
  const rights: readonly TableRight[] = findingsRights[who];
  const places = groupBy(rights, ({ on }) => on).map((same) => ({
    actions: same.map(({ action }) => action).toSorted(),
    resource: same[0].on === "table" ? table : `${table}/index/${same[0].on}`,
  }));
  return groupBy(places, ({ actions }) => actions.join()).map((same) => ({
    actions: same[0].actions,
    resources: same.map(({ resource }) => resource).toSorted(),
  }));
}

/** Modes, parameters, exemptions and approvals are read by those who act on them, and written by the API alone. */
function readSettings(place: Place): Statement {
  return {
    actions: ["dynamodb:GetItem", "dynamodb:Query"],
    resources: [tableArn(place, place.settingsTable)],
  };
}

function publish(place: Place): Statement {
  return { actions: ["events:PutEvents"], resources: [arnOf(place, "events", busName(place.stage))] };
}

/** Where Lambda puts what an asynchronous call could not finish, by the function's role. */
function unfinished(place: Place): Statement {
  return {
    actions: ["sqs:SendMessage"],
    resources: [arnOf(place, "sqs", queueNames.functionDeadLetters(place.stage))],
  };
}

function countUndelivered(place: Place): Statement {
  const queue = queueNames.ruleDeadLetters(place.stage);
  return {
    actions: ["sqs:GetQueueAttributes"],
    resources: place.regions.map((region) => arnOf(place, "sqs", queue, region)),
  };
}

function tableArn({ partition, home, account }: Place, table: string): string {
  return `arn:${partition}:dynamodb:${home}:${account}:table/${table}`;
}
