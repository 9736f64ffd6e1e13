import type { Actor } from "./actor.ts";

/** What made a call: a service or a tool, or, where neither shows, the kind of identity. */
export interface Tool {
  name: string;
  /** AWS itself says which service it was; a user agent is whatever the caller wrote there. */
  by: "service" | "user-agent" | "identity";
}

const CLOUDFORMATION = "cloudformation.amazonaws.com";

/**
 * Product tokens of user agents. Tools that are built on Terraform's provider come before Terraform, which their user agents
 * may name, too.
 */
const AGENTS: readonly (readonly [name: string, agent: RegExp])[] = [
  ["OpenTofu", /(?:^|[\s[(])OpenTofu\//i],
  ["Pulumi", /(?:^|[\s[(])Pulumi\//i],
  ["CDK", /(?:^|[\s[(])aws-cdk\//i],
  ["Terraform", /(?:^|[\s[(])(?:Terraform|terraform-provider-aws)\//i],
  ["CloudFormation", /^cloudformation\.amazonaws\.com$/],
  ["the AWS console", /^\[?(?:Mozilla\/|S3Console\/|console\.(?:[\w-]+\.)?amazonaws\.com)/],
];

const IDENTITIES = new Map([
  ["Root", "the root user"],
  ["IAMUser", "a user"],
  ["IdentityCenterUser", "a user"],
  ["FederatedUser", "a user"],
  ["SAMLUser", "a user"],
  ["WebIdentityUser", "a user"],
  ["AssumedRole", "a role"],
  ["Role", "a role"],
  ["AWSAccount", "another account"],
]);

/** What made a call, for display only: nothing may be decided by a user agent, which anybody can set. */
export function toolOf(actor: Actor): Tool {
  const service = [actor.service, actor.sourceIp].find((name) => name?.endsWith(".amazonaws.com"));
  if (service !== undefined) {
    return { name: service === CLOUDFORMATION ? "CloudFormation" : service, by: "service" };
  }
  const agent = AGENTS.find(([, pattern]) => pattern.test(actor.userAgent ?? ""));
  if (agent) return { name: agent[0], by: "user-agent" };
  return { name: IDENTITIES.get(actor.type) ?? "a caller", by: "identity" };
}

/** A caller with what made the call: "deploy (Terraform, by its user agent)". The name is hostile, as ever. */
export function callerWords(actor: Actor): string {
  const { name, by } = toolOf(actor);
  if (name === actor.name) return name;
  return `${actor.name} (${by === "user-agent" ? `${name}, by its user agent` : name})`;
}
