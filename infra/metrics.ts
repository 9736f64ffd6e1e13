import { logGroupName } from "@snapback/core/deployment/deployment";
import type { FunctionName } from "@snapback/core/deployment/functions";
import { place, prefix } from "./stage.ts";

export const NAMESPACE = `Snapback/${place.stage}`;

/** Our own metrics, all of them read from the functions' logs: each costs 0.30 USD a month beyond the first ten. */
export const metrics = {
  functionErrors: "FunctionErrors",
  regionsInTrouble: "RegionsInTrouble",
  heartbeatLatency: "HeartbeatLatency",
} as const;

/**
 * What a function logs as an error, and what Lambda says of a call that did not end well.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#Status
 */
const FAILED = [
  ...["ERROR", "FATAL", "CRITICAL"].map((level) => `($.level = "${level}")`),
  ...["error", "failure", "timeout"].map((status) => `($.record.status = "${status}")`),
].join(" || ");

/** Counts a function's errors in the one metric that all functions share. */
export function countErrors(name: FunctionName, logGroup: aws.cloudwatch.LogGroup) {
  return new aws.cloudwatch.LogMetricFilter(`Errors-${name}`, {
    name: `${prefix}-${name}-errors`,
    logGroupName: logGroup.name,
    pattern: `{ ${FAILED} }`,
    metricTransformation: { namespace: NAMESPACE, name: metrics.functionErrors, value: "1" },
  });
}

/** Makes a metric of a figure in a line of a function's log. */
export function readFigure(
  metric: (typeof metrics)[keyof typeof metrics],
  {
    handler,
    name,
    message,
    field,
  }: { handler: sst.aws.Function; name: FunctionName; message: string; field: string },
) {
  return new aws.cloudwatch.LogMetricFilter(
    `Figure-${metric}`,
    {
      name: `${prefix}-${field}`,
      logGroupName: logGroupName(place.stage, name),
      pattern: `{ ($.message = "${message}") && ($.${field} >= 0) }`,
      metricTransformation: { namespace: NAMESPACE, name: metric, value: `$.${field}` },
    },
    // The log group is there before its function.
    { dependsOn: [handler] },
  );
}
