import {
  arnOf,
  busName,
  type Deployment,
  logGroupName,
  noticesTopicName,
  queueNames,
} from "../deployment/deployment.ts";
import type { FunctionName } from "../deployment/functions.ts";
import type { Detection } from "../detections/define.ts";
import { findingsRights } from "../finding/grants.ts";
import { probeGrants } from "../heartbeat/operations.ts";
import { settingsRights } from "../settings/grants.ts";
import { accountStatements, statementsFor, sweepStatements } from "./account.ts";
import { groupBy } from "./group-by.ts";
import type { Statement } from "./statement.ts";
import type { TableRight } from "./table-right.ts";

/** What the rights of a stage's functions depend on. */
export type Place = Pick<
  Deployment,
  "stage" | "account" | "partition" | "home" | "regions" | "findingsTable" | "settingsTable" | "undoIamRights"
>;

/**
 * The whole of what one function may do: the one inline policy of its role. `infra/` deploys these statements, and the
 * doctor holds what is deployed against them.
 *
 * Only `respond` changes anything in the account, each just what the detections of its service declare.
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
      return [eventsQueue(place), ...tables("detect", place), publish(place)];
    case "reconcile":
      return [...tables("reconcile", place), publish(place), unfinished(place)];
    case "notify":
      return [...tables("notify", place), mail(place), unfinished(place)];
    case "sweep":
      return [
        ...sweepStatements(detections, place),
        ...tables("sweep", place),
        publish(place),
        unfinished(place),
      ];
    case "heartbeat":
      return [
        ...statementsFor(probeGrants, place),
        ...tables("heartbeat", place),
        countUndelivered(place),
        unfinished(place),
      ];
    case "api":
      return [...tables("api", place), publish(place)];
    default:
      return [
        ...accountStatements(name.slice("respond-".length), detections, place),
        ...tables("respond", place),
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

/** What a function may do with the findings, and with the settings: neither list says more than is done. */
function tables(who: keyof typeof findingsRights, place: Place): Statement[] {
  return [
    ...onTable(findingsRights[who], tableArn(place, place.findingsTable)),
    ...onTable(settingsRights[who], tableArn(place, place.settingsTable)),
  ];
}

/** Just these actions on a table and on each of its indexes; where they are the same, in one statement. */
function onTable(rights: readonly TableRight[], table: string): Statement[] {
  const places = groupBy(rights, ({ on }) => on).map((same) => ({
    actions: same.map(({ action }) => action).toSorted(),
    resource: same[0].on === "table" ? table : `${table}/index/${same[0].on}`,
  }));
  return groupBy(places, ({ actions }) => actions.join()).map((same) => ({
    actions: same[0].actions,
    resources: same.map(({ resource }) => resource).toSorted(),
  }));
}

function publish(place: Place): Statement {
  return { actions: ["events:PutEvents"], resources: [arnOf(place, "events", busName(place.stage))] };
}

function mail(place: Place): Statement {
  return {
    actions: ["sns:Publish"],
    resources: [arnOf(place, "sns", noticesTopicName(place.stage))],
  };
}

/**
 * Where Lambda puts what an asynchronous call could not finish, by the function's role, and where `notify` puts what a
 * channel would not take.
 */
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
