import * as z from "zod";
import { xmlTree } from "../../protocols/xml-tree.ts";
import { kind } from "../../table.ts";

export const publicAccessBlock = z.object({
  BlockPublicAcls: z.boolean(),
  IgnorePublicAcls: z.boolean(),
  BlockPublicPolicy: z.boolean(),
  RestrictPublicBuckets: z.boolean(),
});
export type PublicAccessBlock = z.output<typeof publicAccessBlock>;

export const objectOwnership = z.enum(["BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"]);

export const permission = z.enum(["FULL_CONTROL", "READ", "READ_ACP", "WRITE", "WRITE_ACP"]);

/** Whom an ACL lets do what: by the canonical id of an account, or the URI of a group. */
export const grant = z.object({
  grantee: z.object({ kind: z.enum(["CanonicalUser", "Group"]), value: z.string() }),
  permission,
});
export type Grant = z.output<typeof grant>;

/** What a bucket answers as it was put, by the root element. */
export const settingName = z.enum([
  "BucketLoggingStatus",
  "LifecycleConfiguration",
  "Tagging",
  "VersioningConfiguration",
]);

const bucket = z.object({
  /** Its name. */
  id: z.string(),
  region: z.string(),
  createdAt: z.iso.datetime(),
  publicAccessBlock: publicAccessBlock.optional(),
  ownership: objectOwnership.optional(),
  /** The ACL. */
  grants: z.array(grant),
  /** As JSON, as it was put. */
  policy: z.string().optional(),
  settings: z.partialRecord(settingName, z.record(z.string(), xmlTree)),
  /** Of the lifecycle's transitions. */
  minimumSize: z.string().optional(),
});
export type Bucket = z.output<typeof bucket>;
/** In `GLOBAL_REGION`, whatever region a bucket is in: its name is taken everywhere. */
export const buckets = kind("buckets", bucket);

/** The account's own, in `GLOBAL_REGION`: it holds for the buckets of all regions. */
export const accountBlocks = kind(
  "s3-account-blocks",
  z.object({ id: z.literal("account"), publicAccessBlock }),
);
