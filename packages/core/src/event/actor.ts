import * as z from "zod";
import type { CloudTrailRecord } from "./record.ts";

/** Who made a call, and from where, as a finding tells it. Every string comes from outside and is hostile. */
export type Actor = z.infer<typeof Actor>;
export const Actor = z.object({
  /** CloudTrail's userIdentity.type, "Unknown" where there is none. */
  type: z.string(),
  /** The name people know: the user, the role, the service. */
  name: z.string(),
  /** The whole session's ARN, whose last part whoever assumed the role chose freely. */
  arn: z.string().optional(),
  /** What was granted the rights: the user's ARN, or that of the role behind a session. */
  principal: z.string().optional(),
  accountId: z.string().optional(),
  accessKeyId: z.string().optional(),
  /** Whom the session was begun for, where that was said: it stays the same whatever further roles are assumed. */
  sourceIdentity: z.string().optional(),
  /** Who vouched for them outside of IAM: a SAML or OpenID Connect provider. */
  identityProvider: z.string().optional(),
  /** When the session began. */
  sessionSince: z.string().optional(),
  mfa: z.boolean().optional(),
  sourceIp: z.string().optional(),
  userAgent: z.string().optional(),
  /** The AWS service that made the call, for itself or for somebody. */
  service: z.string().optional(),
});

export function actorOf(record: CloudTrailRecord): Actor {
  const identity = record.userIdentity;
  const session = identity.sessionContext;
  const issuer = session?.sessionIssuer;
  const service = identity.invokedBy;
  const mfa = session?.attributes?.mfaAuthenticated;
  const name =
    identity.type === "Root"
      ? "root"
      : (identity.userName ??
        issuer?.userName ??
        service ??
        identity.arn ??
        identity.principalId ??
        "unknown");
  return present({
    type: identity.type ?? "Unknown",
    name,
    arn: identity.arn,
    principal: issuer?.arn ?? identity.arn,
    accountId: identity.accountId,
    accessKeyId: identity.accessKeyId,
    sourceIdentity: session?.sourceIdentity,
    identityProvider: session?.webIdFederationData?.federatedProvider ?? identity.identityProvider,
    sessionSince: session?.attributes?.creationDate,
    mfa: mfa === undefined ? undefined : mfa === "true",
    sourceIp: record.sourceIPAddress,
    userAgent: record.userAgent,
    service,
  });
}

/** "" stands for absent in several kinds of identity (root's accessKeyId, an Identity Center user's arn). */
function present(actor: { [K in keyof Actor]: Actor[K] | undefined }): Actor {
  return Actor.parse(
    Object.fromEntries(Object.entries(actor).filter(([, value]) => value !== undefined && value !== "")),
  );
}

/**
 * Services through which anyone who may use them can make any API call with a role's rights. Their hand in a call is
 * no reason to leave its result alone, or it would be the way around Snapback.
 */
const PROXIES = new Set(
  [
    "cloudformation",
    "cloudcontrolapi",
    "config",
    "events",
    "pipes",
    "scheduler",
    "servicecatalog",
    "ssm",
    "states",
  ].map((service) => `${service}.amazonaws.com`),
);

/**
 * The AWS service that made this call on its own account, if one did: EKS, ELB or Directory Service open security groups
 * of their own, and taking those away breaks the service.
 */
export function ownService(record: CloudTrailRecord): string | undefined {
  const identity = record.userIdentity;
  const service = identity.invokedBy ?? "";
  if (PROXIES.has(service)) return undefined;
  if (service.endsWith(".amazonaws.com")) return service;
  const role = identity.sessionContext?.sessionIssuer?.arn ?? "";
  // Only the service that a service-linked role belongs to can assume it.
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/using-service-linked-roles.html
  const linked = /:role\/aws-service-role\/([^/]+)\//.exec(role)?.[1];
  if (linked !== undefined) return linked;
  return identity.type === "AWSService" ? service || "an AWS service" : undefined;
}
