import * as z from "zod";
import { kind } from "../../table.ts";

const tag = z.object({ Key: z.string(), Value: z.string() });
export type Tag = z.output<typeof tag>;

/** What has policies. What is optional may be missing in rows of older versions, and of a deploy. */
const holder = z.object({
  /** Its name. */
  id: z.string(),
  path: z.string().optional(),
  /** The inline policies by name, as JSON. */
  policies: z.record(z.string(), z.string()),
  /** ARNs of the managed policies that are attached. */
  attached: z.array(z.string()).optional(),
  createdAt: z.iso.datetime(),
});

const user = holder.extend({
  userId: z.string(),
  /** Names of its groups. */
  groups: z.array(z.string()),
  /** The ARN of the policy that bounds it. */
  boundary: z.string().optional(),
  tags: z.array(tag).optional(),
  /** That it has one for the console: what it is nobody keeps. */
  password: z.object({ resetRequired: z.boolean(), createdAt: z.iso.datetime() }).optional(),
});
export type User = z.output<typeof user>;
export const users = kind("users", user);

const group = holder.extend({ groupId: z.string() });
export type Group = z.output<typeof group>;
export const groups = kind("groups", group);

const role = holder.extend({
  roleId: z.string(),
  /** The trust policy, as JSON. */
  trust: z.string(),
  boundary: z.string().optional(),
  description: z.string().optional(),
  tags: z.array(tag).optional(),
});
export type Role = z.output<typeof role>;
export const roles = kind("roles", role);

const managedPolicy = z.object({
  /** Its ARN. */
  id: z.string(),
  policyId: z.string(),
  name: z.string(),
  path: z.string(),
  description: z.string().optional(),
  /** In the order in which they were made. */
  versions: z.array(z.object({ id: z.string(), document: z.string(), createdAt: z.iso.datetime() })),
  defaultVersion: z.string(),
  /** How many versions it ever had: a deleted one's number does not come again. */
  made: z.int(),
  createdAt: z.iso.datetime(),
});
export type ManagedPolicy = z.output<typeof managedPolicy>;
export const managedPolicies = kind("managed-policies", managedPolicy);

const accessKey = z.object({
  id: z.string(),
  /** Its user; the root user's has none. */
  user: z.string().optional(),
  status: z.enum(["Active", "Inactive"]),
  createdAt: z.iso.datetime(),
});
export type AccessKey = z.output<typeof accessKey>;
export const accessKeys = kind("access-keys", accessKey);

const mfaDevice = z.object({
  /** Its serial number, which is an ARN. */
  id: z.string(),
  /** Whose it is, where it is enabled; the root user's has nobody's name. */
  user: z.string().optional(),
  enabledAt: z.iso.datetime().optional(),
});
export type MfaDevice = z.output<typeof mfaDevice>;
export const mfaDevices = kind("mfa-devices", mfaDevice);

/** The account has one or none. */
const passwordPolicy = z.object({
  id: z.literal("account"),
  settings: z.record(z.string(), z.union([z.int(), z.boolean()])),
});
export const passwordPolicies = kind("password-policies", passwordPolicy);

const samlProvider = z.object({
  /** Its ARN. */
  id: z.string(),
  metadata: z.string(),
  tags: z.array(tag),
  createdAt: z.iso.datetime(),
});
export type SamlProvider = z.output<typeof samlProvider>;
export const samlProviders = kind("saml-providers", samlProvider);

const oidcProvider = z.object({
  /** Its ARN. */
  id: z.string(),
  /** Without `https://`, as AWS keeps it. */
  url: z.string(),
  clientIds: z.array(z.string()),
  thumbprints: z.array(z.string()),
  tags: z.array(tag),
  createdAt: z.iso.datetime(),
});
export type OidcProvider = z.output<typeof oidcProvider>;
export const oidcProviders = kind("oidc-providers", oidcProvider);
