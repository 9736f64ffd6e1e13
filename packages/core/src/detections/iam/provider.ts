import * as z from "zod";
import { globalArn } from "../../aws/arn.ts";
import { digestOf } from "../../digest.ts";
import type { JsonObject } from "../../json.ts";
import type { Place } from "../define.ts";

/** An identity provider of the account. */
export type Provider = z.infer<typeof Provider>;
export const Provider = z.object({ kind: z.enum(["saml", "oidc"]), arn: z.string() });

const ARN = /^arn:[a-z-]{3,12}:iam::(\d{12}):(saml|oidc)-provider\/([\w.:/%~=&+?-]{1,255})$/;

/** The provider with this ARN, if it is one of the account's. */
export function providerOf(arn: unknown, { account }: Pick<Place, "account">): Provider | undefined {
  const [, owner, kind] = (typeof arn === "string" && ARN.exec(arn)) || [];
  if (owner !== account) return undefined;
  return { kind: kind === "saml" ? "saml" : "oidc", arn: String(arn) };
}

/** A provider's own name: `okta`, `token.actions.githubusercontent.com`. */
export function nameOf({ arn }: Provider): string {
  return arn.slice(arn.indexOf("-provider/") + "-provider/".length);
}

const text = z.string().optional().catch(undefined);
/** CloudTrail makes the first letter small, whatever follows. */
const Request = z.object({ name: text, url: text, sAMLProviderArn: text });
const Answer = z.object({ sAMLProviderArn: text, openIDConnectProviderArn: text });

/** The provider that a call made or changed: as AWS has answered, or as the request lets one expect. */
export function recordedProvider(
  requestParameters: JsonObject | null,
  responseElements: JsonObject | null,
  place: Place,
): Provider | undefined {
  const { name, url, sAMLProviderArn } = Request.parse(requestParameters ?? {});
  const answer = Answer.parse(responseElements ?? {});
  const made = (of: string) => globalArn("iam", place.region, place.account, of);
  const arns = [
    answer.sAMLProviderArn,
    answer.openIDConnectProviderArn,
    sAMLProviderArn,
    url && made(`oidc-provider/${url.replace(/^https:\/\//, "")}`),
    name && made(`saml-provider/${name}`),
  ];
  return arns.map((arn) => providerOf(arn, place)).find((provider) => provider !== undefined);
}

/** What identifies a SAML provider's metadata: 24 hex digits. White space may change on the way through XML. */
export function metadataDigest(document: string): string {
  return digestOf(document.replaceAll(/\s+/g, ""));
}
