import type { Condition, Grant } from "../aws/operation.ts";
import { operations } from "../aws/operations.ts";
import type { Deployment } from "../deployment/deployment.ts";
import { type Detection, respondingService } from "../detections/define.ts";
import { groupBy } from "./group-by.ts";
import type { Statement } from "./statement.ts";

type Place = Pick<Deployment, "account" | "partition" | "regions">;

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
      .flatMap(({ response }) => response?.calls ?? []),
  );
  return statementsFor([...calls].flatMap(grantsOf), place);
}

/** What the sweep may do in the account: the reads that the detections list for it, and nothing that changes anything. */
export function sweepStatements(detections: readonly Detection[], place: Place): Statement[] {
  const calls = new Set(detections.flatMap(({ sweep }) => sweep?.calls ?? []));
  return statementsFor([...calls].flatMap(grantsOf), place);
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
  const wanted = byAction.map((same) => ({
    action: same[0].action,
    resources: [
      ...new Set(same.flatMap(({ resources }) => resources.map((one) => resolved(one, place)))),
    ].toSorted(),
    conditions: [...(same[0].conditions ?? []), inWatchedRegions],
  }));
  return groupBy(wanted, ({ resources, conditions }) => JSON.stringify([resources, conditions])).map(
    (same) => ({
      actions: same.map(({ action }) => action).toSorted(),
      resources: same[0].resources,
      conditions: same[0].conditions,
    }),
  );
}

function grantsOf(call: string): readonly Grant[] {
  const [service = "", operation = ""] = call.split(":");
  const declared: { [service: string]: { [operation: string]: { grants: readonly Grant[] } } } = operations;
  const grants = declared[service]?.[operation]?.grants;
  if (grants === undefined) throw new Error(`${call} is no declared operation`);
  return grants;
}

/** The region stays open in the ARN: the condition says which ones, once for all of a statement's resources. */
function resolved(resource: string, { account, partition }: Place): string {
  return resource
    .replaceAll("${Partition}", partition)
    .replaceAll("${Region}", "*")
    .replaceAll("${Account}", account);
}
