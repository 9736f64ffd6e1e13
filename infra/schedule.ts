import type { FunctionName } from "@snapback/core/deployment/functions";
import { deadLetters } from "./dead-letters.ts";
import { prefix } from "./stage.ts";

/** Calls a function again and again. A call that could not even begin is kept where those are that did not end well. */
export function schedule(component: string, name: FunctionName, rate: string, handler: sst.aws.Function) {
  return new sst.aws.CronV2(component, {
    schedule: `rate(${rate})`,
    function: handler,
    dlq: deadLetters.functions.arn,
    transform: {
      role: { name: `${prefix}-${name}-schedule` },
      schedule: { name: `${prefix}-${name}` },
    },
  });
}
