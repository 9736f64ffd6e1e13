import type { Service } from "../operation.ts";
import { cloudTrail } from "./cloudtrail/cloudtrail.ts";
import { ec2 } from "./ec2/ec2.ts";
import { eventBridge } from "./event-bridge/event-bridge.ts";
import { iam } from "./iam/iam.ts";
import { logs } from "./logs/logs.ts";
import { sns } from "./sns/sns.ts";
import { sqs } from "./sqs/sqs.ts";
import { ssm } from "./ssm/ssm.ts";
import { sts } from "./sts.ts";

/** The services that the sandbox has, by their names in the credential scope of a signature. */
export const services: ReadonlyMap<string, Service> = new Map(
  [cloudTrail, ec2, eventBridge, iam, logs, sns, sqs, ssm, sts].map((service) => [service.name, service]),
);
