import type { Condition } from "../aws/operation.ts";

/** One Allow statement of a role's policy, in the form that SST takes. Whatever is not allowed by one is denied. */
export interface Statement {
  actions: readonly string[];
  /** ARNs, with `*` where the region or the resource's id is open. */
  resources: readonly string[];
  conditions?: readonly Condition[];
}
