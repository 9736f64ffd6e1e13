import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, type Inspection, nothing } from "../define.ts";
import { federationAttacks } from "./federation-attacks.ts";
import { metadataDigest, nameOf, Provider, providerOf, recordedProvider } from "./provider.ts";

type Evidence = z.infer<typeof Evidence>;
/** `metadata`: which metadata a SAML provider has. */
const Evidence = Provider.extend({ metadata: z.string().optional() });

type Known = z.infer<typeof Known>;
const Known = z.object({
  known: z
    .array(z.string())
    .default([])
    .describe(
      "Providers that are meant to be there, by their names: `okta` of SAML, `token.actions.githubusercontent.com` of OpenID Connect. SAML metadata that a call sets is reported all the same.",
    ),
});

function violation(evidence: Evidence): Violation<Evidence> {
  const { kind, arn, metadata } = evidence;
  const name = nameOf(evidence);
  return {
    resource: {
      arn,
      type: kind === "saml" ? "AWS::IAM::SAMLProvider" : "AWS::IAM::OIDCProvider",
      id: name,
    },
    fingerprint: metadata === undefined ? "provider" : `metadata/${metadata}`,
    summary:
      kind === "saml"
        ? `SAML provider ${name}: whoever has the key of its metadata can be anyone to roles that trust it`
        : `OpenID Connect provider ${name}: roles can trust whoever it knows`,
    severity: "high",
    evidence,
  };
}

export default defineDetection({
  id: "iam-federation-changed",
  title: "Identity provider added or changed",
  severity: "high",
  why: "Whoever holds an identity provider's keys says who its users are. A provider of an intruder's own, or new metadata in one that is there, lets them take every role that trusts it, as whomever they like and without any password.",
  triage: [
    "Ask the people who look after sign-in whether they made this change.",
    "Compare the metadata's certificates with those of the real provider.",
    "See which roles trust the provider, and in CloudTrail who took them since then (AssumeRoleWithSAML, AssumeRoleWithWebIdentity).",
  ],
  falsePositives: [
    "A certificate that is renewed, once a year or so.",
    "A new pipeline or cluster: list its provider in `known`.",
  ],
  byHand: [
    "Of a SAML provider: check its metadata with whoever runs it; put back the former metadata (UpdateSAMLProvider), or delete the provider (DeleteSAMLProvider) where it is nobody's.",
    "Take the provider out of the trust of roles, and revoke the sessions that were taken by it.",
  ],
  notes: [
    "These records were not seen from a real account: names that CloudTrail may spell otherwise are read from the answer or the request, whichever has them.",
    "Who signs in through a provider depends on it: neither a provider's deletion nor its metadata is Snapback's to decide, so that the one is proposed and the other left to a person.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1484.002", "T1556"] }],
  events: [
    {
      source: "iam.amazonaws.com",
      names: ["CreateSAMLProvider", "UpdateSAMLProvider", "CreateOpenIDConnectProvider"],
    },
  ],
  parameters: Known,
  evidence: Evidence,
  question: Provider,

  detect(record, place, parameters) {
    const { requestParameters: request, responseElements } = record;
    const provider = failed(record) ? undefined : recordedProvider(request, responseElements, place);
    if (provider === undefined) return nothing;
    if (provider.kind === "oidc") {
      return isKnown(provider, parameters) ? nothing : { ...nothing, violations: [violation(provider)] };
    }
    // A known one that is deleted and made again has other metadata.
    const document = request?.sAMLMetadataDocument;
    if (typeof document === "string" && document !== "")
      return { ...nothing, violations: [violation({ ...provider, metadata: metadataDigest(document) })] };
    return { ...nothing, suspicions: [{ ask: provider, reason: "the record leaves out the metadata" }] };
  },

  async assess(provider, live) {
    return [violation(await lookedAt(provider, await live.client("iam")))];
  },

  response: {
    calls: [
      "iam:GetSAMLProvider",
      "iam:GetOpenIDConnectProvider",
      "iam:DeleteOpenIDConnectProvider",
      "iam:CreateOpenIDConnectProvider",
    ],
    onlyUndo: ["iam:CreateOpenIDConnectProvider"],
    async inspect({ evidence }, { live }, parameters) {
      const iam = await live.client("iam");
      if (evidence.kind === "oidc") {
        const { plan, state } = await inspectOidc(evidence, iam);
        return isKnown(evidence, parameters) ? { state } : { state, plan };
      }
      const { metadata } = await lookedAt(evidence, iam);
      const state = { provider: evidence.arn, metadata: metadata ?? "" };
      // Other metadata is another finding.
      if (metadata !== evidence.metadata) return { state };
      return {
        state,
        stuck:
          "only whoever runs the provider can tell whether its metadata is right: check it, and mend it by hand",
      };
    },
  },

  sweep: {
    calls: ["iam:ListSAMLProviders", "iam:GetSAMLProvider", "iam:ListOpenIDConnectProviders"],
    async *resources({ live, ...place }, parameters) {
      const iam = await live.client("iam");
      const all = [...(await iam.ListSAMLProviders({})), ...(await iam.ListOpenIDConnectProviders({}))];
      for (const { Arn } of all) {
        const provider = providerOf(Arn, place);
        if (provider === undefined) continue;
        const violations = isKnown(provider, parameters) ? [] : [violation(await lookedAt(provider, iam))];
        yield { resource: provider.arn, violations };
      }
    },
  },

  attacks: federationAttacks,
});

function isKnown(provider: Provider, { known }: Known): boolean {
  return known.includes(nameOf(provider));
}

/** What the provider is now. Throws AWS's NoSuchEntity where a SAML one is gone; of the others the name says all. */
async function lookedAt(
  { kind, arn }: Provider,
  iam: Pick<Clients["iam"], "GetSAMLProvider">,
): Promise<Evidence> {
  if (kind === "oidc") return { kind, arn };
  const { SAMLMetadataDocument = "" } = await iam.GetSAMLProvider({ SAMLProviderArn: arn });
  return { kind, arn, metadata: metadataDigest(SAMLMetadataDocument) };
}

async function inspectOidc(
  provider: Provider,
  iam: Pick<Clients["iam"], "GetOpenIDConnectProvider">,
): Promise<Required<Pick<Inspection, "state" | "plan">>> {
  const { arn } = provider;
  const found = await iam.GetOpenIDConnectProvider({ OpenIDConnectProviderArn: arn });
  const { Url = "", ClientIDList = [], ThumbprintList = [] } = found;
  const Tags = (found.Tags ?? []).flatMap(({ Key, Value = "" }) => (Key ? [{ Key, Value }] : []));
  const name = nameOf(provider);
  return {
    state: { provider: arn, url: Url, clientIds: ClientIDList, thumbprints: ThumbprintList, tags: Tags },
    plan: {
      version: 1,
      steps: [
        {
          service: "iam",
          operation: "DeleteOpenIDConnectProvider",
          input: { OpenIDConnectProviderArn: arn },
          does: `delete OpenID Connect provider ${name}: nobody can take a role by it any more`,
        },
      ],
      undo: [
        {
          service: "iam",
          operation: "CreateOpenIDConnectProvider",
          input: {
            Url: `https://${Url.replace(/^https:\/\//, "")}`,
            ...(ClientIDList.length > 0 && { ClientIDList }),
            ...(ThumbprintList.length > 0 && { ThumbprintList }),
            ...(Tags.length > 0 && { Tags }),
          },
          does: `make OpenID Connect provider ${name} again`,
          undoes: 0,
        },
      ],
      lost: ["when the provider was made"],
      confirm:
        "whoever signs in by the provider can't any more: only a person can tell whether that is meant",
    },
  };
}
