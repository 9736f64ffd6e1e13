import type { Condition, Grant, Operation } from "../aws/operation.ts";
import { operations } from "../aws/operations.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { type CallName, type Detection, respondingService } from "../detections/define.ts";
import { groupBy } from "./group-by.ts";
import type { Statement } from "./statement.ts";

export type Place = Pick<Deployment, "account" | "partition" | "regions" | "undoIamRights">;

/**
 * What the `respond` of one AWS service may do in the account: what the operations need that its detections list, in the
 * watched regions. Actions on the same resources share a statement.
 */
export function accountStatements(
  service: string,
  detections: readonly Detection[],
  place: Place,
): Statement[] {
  const calls = new Set(
    detections
      .filter((detection) => respondingService(detection) === service)
      .flatMap(({ response }) => callsOf(response, place)),
  );
  return statementsFor([...calls].flatMap(grantsOf), place);
}

/** What only an undo needs, and gives rights in IAM, is granted to nobody unless the operator wants it. */
function callsOf(response: Detection["response"], { undoIamRights = false }: Place): CallName[] {
  const { calls = [], onlyUndo = [] } = response ?? {};
  return calls.filter((call) => undoIamRights || !onlyUndo.includes(call) || !declared(call).givesIamRights);
}

/** What the sweep may do in the account: the reads that the detections list for it, and nothing that changes anything. */
export function sweepStatements(detections: readonly Detection[], place: Place): Statement[] {
  const calls = new Set(detections.flatMap(({ sweep }) => sweep?.calls ?? []));
  return together(statementsFor([...calls].flatMap(grantsOf), place));
}

/**
 * Statements of different services in one, where their conditions are the same: a role's policies hold 10,240 characters, and the
 * sweep reads in all services. None of them allows more by that, since no service's actions reach another's resources; those on `*`
 * stay for themselves.
 */
function together(statements: readonly Statement[]): Statement[] {
  const merged: Statement[] = [];
  for (const statement of statements) {
    const services = servicesOf(statement);
    const fitting = merged.findIndex(
      (one) =>
        !one.resources.includes("*") &&
        JSON.stringify(one.conditions) === JSON.stringify(statement.conditions) &&
        [...servicesOf(one)].every((service) => !services.has(service)),
    );
    const known = statement.resources.includes("*") ? undefined : merged[fitting];
    if (known === undefined) merged.push(statement);
    else
      merged[fitting] = {
        ...known,
        actions: [...known.actions, ...statement.actions].toSorted(),
        resources: [...known.resources, ...statement.resources].toSorted(),
      };
  }
  return merged;
}

function servicesOf({ actions }: Statement): Set<string> {
  return new Set(actions.map((action) => action.split(":")[0] ?? ""));
}

/**
 * These grants as statements: one for all actions on the same resources under the same conditions, each limited to the
 * watched regions.
 */
export function statementsFor(grants: readonly Grant[], place: Place): Statement[] {
  const inWatchedRegions: Condition = {
    test: "StringEquals",
    variable: "aws:RequestedRegion",
    values: place.regions,
  };
  const byAction = groupBy(grants, ({ action, conditions = [] }) => JSON.stringify([action, conditions]));
  const wanted = byAction.map((same) => {
    const resources = [
      ...new Set(same.flatMap(({ resources: some }) => some.map((one) => resolved(one, place)))),
    ].toSorted();
    const conditions = [
      ...(same[0].conditions ?? []),
      inWatchedRegions,
      ...(resources.some((one) => namesNoAccount(one)) ? [inOwnAccount(place)] : []),
    ];
    return { action: same[0].action, resources, conditions };
  });
  return groupBy(wanted, ({ resources, conditions }) => JSON.stringify([resources, conditions])).map(
    (same) => ({
      actions: same.map(({ action }) => action).toSorted(),
      resources: same[0].resources,
      conditions: same[0].conditions,
    }),
  );
}

export function grantsOf(call: CallName): readonly Grant[] {
  return declared(call).grants;
}

/** What is declared of the operation that a call names. */
export function declared(call: CallName): Operation {
  const [service = "", operation = ""] = call.split(":");
  const all: { [service: string]: { [operation: string]: Operation } } = operations;
  const found = all[service]?.[operation];
  if (found === undefined) throw new Error(`${call} is no declared operation`);
  return found;
}

/** A bucket's ARN, and those of EC2's snapshots and images, are the same in every account. */
function namesNoAccount(resource: string): boolean {
  return resource !== "*" && resource.split(":")[4] === "";
}

function inOwnAccount({ account }: Place): Condition {
  return { test: "StringEquals", variable: "aws:ResourceAccount", values: [account] };
}

/** The region stays open in the ARN: the condition says which ones, once for all of a statement's resources. */
function resolved(resource: string, { account, partition }: Place): string {
  return resource
    .replaceAll("${Partition}", partition)
    .replaceAll("${Region}", "*")
    .replaceAll("${Account}", account);
}
