import type { Service } from "../operation.ts";
import { ec2 } from "./ec2/ec2.ts";
import { eventBridge } from "./event-bridge.ts";
import { sts } from "./sts.ts";

/** The services that the sandbox has, by their names in the credential scope of a signature. */
export const services: ReadonlyMap<string, Service> = new Map(
  [ec2, eventBridge, sts].map((service) => [service.name, service]),
);
