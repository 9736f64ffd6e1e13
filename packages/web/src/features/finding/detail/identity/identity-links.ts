import type { Actor } from "../../finding-types.ts";

/** One link of the chain from who someone is to what called AWS for them. Every text is hostile. */
export interface IdentityLink {
  kind: string;
  text: string;
  /** How far the link can be trusted, or what it stands for. */
  note?: string;
}

/** What people call CloudTrail's types of identity. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
const KINDS = new Map([
  ["IAMUser", "IAM user"],
  ["AWSService", "AWS service"],
  ["AWSAccount", "Another account"],
  ["IdentityCenterUser", "IAM Identity Center user"],
  ["SAMLUser", "SAML user"],
  ["WebIdentityUser", "Web identity"],
  ["Directory", "Directory user"],
]);

/** Who made a call, from what they were to begin with to what called for them in the end, as far as the record tells. */
export function identityLinks(actor: Actor): IdentityLink[] {
  const { accountId, sourceIdentity, identityProvider } = actor;
  return [
    ...given("Account", accountId),
    ...given("Identity provider", identityProvider, "It vouched for them when the session began."),
    ...given("Source identity", sourceIdentity, "Set when the first session began, and the same ever since."),
    ...identityOf(actor),
    ...keyOf(actor),
    ...serviceOf(actor),
  ];
}

function given(kind: string, text: string | undefined, note?: string): IdentityLink[] {
  return text === undefined ? [] : [{ kind, text, ...(note !== undefined && { note }) }];
}

function identityOf({ type, name, arn, principal }: Actor): IdentityLink[] {
  switch (type) {
    case "Root":
      return [{ kind: "Root user", text: name, note: "It may do everything in its account." }];
    case "AssumedRole":
      return [roleOf(name, principal), ...sessionOf(arn, principal)];
    case "FederatedUser":
      return [
        ...given("Rights from", principal === arn ? undefined : principal),
        { kind: "Federated user", text: lastOf(arn) ?? name },
      ];
    case "Snapback":
      return [
        { kind: "Snapback", text: name, note: "Found by looking at the account: who did it is not known." },
      ];
    default:
      return [{ kind: KINDS.get(type) ?? `Identity of type ${type}`, text: name }];
  }
}

function roleOf(name: string, principal: string | undefined): IdentityLink {
  const service = /:role\/aws-service-role\/([^/]+)\//.exec(principal ?? "")?.[1];
  const role = { kind: "Role", text: name };
  return service === undefined ? role : { ...role, note: `Only ${service} can assume it.` };
}

/** Who assumed the role: nobody vouches for a session's name but whoever chose it. */
function sessionOf(arn: string | undefined, principal: string | undefined): IdentityLink[] {
  const session = lastOf(arn);
  if (session === undefined) return [];
  const kind = "Session";
  if (/:role\/aws-reserved\/sso\.amazonaws\.com\//.test(principal ?? ""))
    return [{ kind, text: session, note: "IAM Identity Center names it after who signed in." }];
  if (/^i-[0-9a-f]{8,17}$/.test(session))
    return [{ kind, text: session, note: "Named as the sessions of EC2 instances are." }];
  return [{ kind, text: session, note: "Whoever assumed the role chose this name." }];
}

function lastOf(arn: string | undefined): string | undefined {
  return /:(?:assumed-role|federated-user)\/(?:.*\/)?([^/]+)$/s.exec(arn ?? "")?.[1];
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes */
function keyOf({ accessKeyId }: Actor): IdentityLink[] {
  if (accessKeyId?.startsWith("AKIA"))
    return given("Access key", accessKeyId, "It holds until somebody takes it away.");
  if (accessKeyId?.startsWith("ASIA"))
    return given("Temporary key", accessKeyId, "It ends with its session.");
  return given("Access key", accessKeyId);
}

function serviceOf({ type, service }: Actor): IdentityLink[] {
  if (type === "AWSService") return [];
  return given("Called by", service, "This AWS service made the call on their behalf.");
}
