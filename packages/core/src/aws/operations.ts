import type { Clients } from "./account.ts";
import { operations as ec2 } from "./ec2/operations.ts";
import { operations as iam } from "./iam/operations.ts";
import type { Operation } from "./operation.ts";

/** Every operation that a detection may use, by service: what grants are derived from. Pure data, no SDK client. */
export const operations = { ec2, iam } satisfies {
  [service in keyof Clients]: { [operation: string]: Operation };
};
