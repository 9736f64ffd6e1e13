import * as z from "zod";
import { kind } from "../../table.ts";

const tags = z.array(z.object({ Key: z.string(), Value: z.string() }));

const instance = z.object({
  /** Its identifier, in lower case. */
  id: z.string(),
  class: z.string(),
  engine: z.string(),
  storage: z.int(),
  username: z.string(),
  createdAt: z.iso.datetime(),
  isPublic: z.boolean(),
  isProtected: z.boolean(),
  tags,
});
export type Instance = z.output<typeof instance>;
export const instances = kind("rds-instances", instance);

const cluster = instance.omit({ class: true, storage: true, isPublic: true });
export type Cluster = z.output<typeof cluster>;
export const clusters = kind("rds-clusters", cluster);

const snapshot = z.object({
  id: z.string(),
  /** The identifier of what it was made from. */
  of: z.string(),
  engine: z.string(),
  createdAt: z.iso.datetime(),
  /** Account ids, and `all`. */
  sharedWith: z.array(z.string()),
  tags,
});
export type Snapshot = z.output<typeof snapshot>;
export const snapshots = kind("rds-snapshots", snapshot);
export const clusterSnapshots = kind("rds-cluster-snapshots", snapshot);
