import * as z from "zod";
import { kind } from "../../table.ts";
import { tag } from "./resources.ts";

// Instances, and what they are made of.

const volume = z.object({
  id: z.string(),
  size: z.number(),
  zone: z.string(),
  volumeType: z.string(),
  encrypted: z.boolean(),
  createTime: z.string(),
  tags: z.array(tag),
});
export type Volume = z.output<typeof volume>;
export const volumes = kind("volumes", volume);

/** Whom a snapshot or an image is shared with: everyone (`group`), or an account, organization or part of one. */
const permission = z.object({
  group: z.string().optional(),
  userId: z.string().optional(),
  organizationArn: z.string().optional(),
  organizationalUnitArn: z.string().optional(),
});
export type Permission = z.output<typeof permission>;

const snapshot = z.object({
  id: z.string(),
  volumeId: z.string(),
  volumeSize: z.number(),
  encrypted: z.boolean(),
  description: z.string(),
  startTime: z.string(),
  permissions: z.array(permission),
  tags: z.array(tag),
});
export type Snapshot = z.output<typeof snapshot>;
/** RDS has snapshots, too. */
export const snapshots = kind("ec2-snapshots", snapshot);

const image = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().optional(),
  architecture: z.string(),
  rootDeviceName: z.string().optional(),
  /** Of the root device. */
  snapshotId: z.string().optional(),
  creationDate: z.string(),
  /** One of Amazon's, which are for everyone. */
  byAmazon: z.boolean(),
  permissions: z.array(permission),
  tags: z.array(tag),
});
export type Image = z.output<typeof image>;
export const images = kind("images", image);

export const metadataOptions = z.object({
  httpTokens: z.string(),
  httpEndpoint: z.string(),
  httpPutResponseHopLimit: z.number(),
  httpProtocolIpv6: z.string(),
  instanceMetadataTags: z.string(),
});
export type MetadataOptions = z.output<typeof metadataOptions>;

const instance = z.object({
  id: z.string(),
  reservationId: z.string(),
  imageId: z.string(),
  instanceType: z.string(),
  vpcId: z.string().optional(),
  networkInterfaceId: z.string(),
  state: z.enum(["running", "terminated"]),
  launchTime: z.string(),
  launchIndex: z.number(),
  clientToken: z.string().optional(),
  metadataOptions,
  tags: z.array(tag),
});
export type Instance = z.output<typeof instance>;
export const instances = kind("instances", instance);
