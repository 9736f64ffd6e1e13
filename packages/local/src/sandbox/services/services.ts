import type { Service } from "../operation.ts";
import { cloudTrail } from "./cloudtrail/cloudtrail.ts";
import { ec2 } from "./ec2/ec2.ts";
import { eventBridge } from "./event-bridge/event-bridge.ts";
import { iam } from "./iam/iam.ts";
import { kms } from "./kms/kms.ts";
import { lambda } from "./lambda/lambda.ts";
import { logs } from "./logs/logs.ts";
import { rds } from "./rds/rds.ts";
import { s3 } from "./s3/s3.ts";
import { s3Control } from "./s3-control/s3-control.ts";
import { sns } from "./sns/sns.ts";
import { sqs } from "./sqs/sqs.ts";
import { ssm } from "./ssm/ssm.ts";
import { sts } from "./sts.ts";

/** The services that the sandbox has, by their names. */
export const services: ReadonlyMap<string, Service> = new Map(
  [cloudTrail, ec2, eventBridge, iam, kms, lambda, logs, rds, s3, s3Control, sns, sqs, ssm, sts].map(
    (service) => [service.name, service],
  ),
);

/** The service of a call, by the credential scope of its signature, and by its path where that is not enough. */
export function serviceOf(scope: string, path: string): Service | undefined {
  const sharing = [...services.values()].find(
    ({ sharedScope }) => sharedScope?.name === scope && path.startsWith(sharedScope.path),
  );
  return sharing ?? services.get(scope);
}

/** Where the AWS CLI calls a service otherwise than its signatures do. */
const NAMES: { [service: string]: string } = { s3control: s3Control.name };

/** Does the sandbox have a call, `service:Operation` with the AWS CLI's name of the service? */
export function isInSandbox(call: string): boolean {
  const [service = "", operation = ""] = call.split(":");
  return services.get(NAMES[service] ?? service)?.operations.has(operation) ?? false;
}
