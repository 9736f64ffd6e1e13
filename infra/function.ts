import { functionName, logGroupName } from "@snapback/core/deployment/deployment";
import type { FunctionName } from "@snapback/core/deployment/functions";
import { functionStatements } from "@snapback/core/grants/functions";
import { deadLetters } from "./dead-letters.ts";
import { countErrors } from "./metrics.ts";
import { config, detections, place } from "./stage.ts";

interface Options {
  handler: string;
  environment: Record<string, $util.Input<string>>;
  timeoutSeconds: number;
  memoryMegabytes: number;
  /** For functions that nobody waits for: what becomes of a call that fails. */
  asynchronous?: { retries: 0 | 1 | 2; maximumAgeSeconds: number };
  reservedConcurrency?: number;
}

/**
 * A function with the rights that are declared for it, and none besides: SST's own defaults would let the whole account
 * assume its role, let it write any log, and ship its source maps.
 */
export function lambda(component: string, name: FunctionName, options: Options): sst.aws.Function {
  // There before the function, so that none may make one.
  const logGroup = new aws.cloudwatch.LogGroup(`${component}Logs`, {
    name: logGroupName(place.stage, name),
    retentionInDays: config.logRetentionDays,
  });
  countErrors(name, logGroup);
  const { asynchronous } = options;

  return new sst.aws.Function(component, {
    name: functionName(place.stage, name),
    handler: `packages/functions/src/entry/${options.handler}.handler`,
    runtime: "nodejs22.x",
    architecture: "arm64",
    memory: `${options.memoryMegabytes} MB`,
    // A breakpoint in `sst dev` may hold a call for minutes.
    timeout: $dev ? "15 minutes" : `${options.timeoutSeconds} seconds`,
    logging: { format: "json", logGroup: logGroup.name },
    nodejs: { minify: true, splitting: true, esbuild: { sourcemap: false } },
    environment: options.environment,
    permissions: functionStatements(name, place, detections).map(({ actions, resources, conditions }) => ({
      actions: [...actions],
      resources: [...resources],
      ...(conditions && { conditions: conditions.map((one) => ({ ...one, values: [...one.values] })) }),
    })),
    ...(options.reservedConcurrency !== undefined && {
      concurrency: { reserved: options.reservedConcurrency },
    }),
    ...(asynchronous && { retries: asynchronous.retries }),
    transform: {
      role: (role) => {
        role.name = functionName(place.stage, name);
        role.managedPolicyArns = [];
        // `sst dev` runs the code on the developer's machine, under this role.
        if (!$dev) {
          role.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
        }
        return undefined;
      },
      eventInvokeConfig: (invoke) => {
        if (!asynchronous) return undefined;
        invoke.maximumEventAgeInSeconds = asynchronous.maximumAgeSeconds;
        invoke.destinationConfig = { onFailure: { destination: deadLetters.functions.arn } };
        return undefined;
      },
    },
  });
}
