import * as z from "zod";
import type { Account } from "../../account.ts";
import type { Operation } from "../../operation.ts";
import { listOf, operation, Tags } from "./input.ts";
import { alreadyExists, invalid, noSuchEntity } from "./refusal.ts";
import { type OidcProvider, oidcProviders, type SamlProvider, samlProviders } from "./resources.ts";

const SAMLProviderArn = z.string();
const OpenIDConnectProviderArn = z.string();
const SAMLMetadataDocument = z.string().min(1000, "must be 1000 characters long at least");

function findSaml(account: Account, arn: string): SamlProvider {
  const found = account.table(samlProviders).get(arn);
  if (!found) throw noSuchEntity(`Manifest not found for arn ${arn}`);
  return found;
}

function findOidc(account: Account, arn: string): OidcProvider {
  const found = account.table(oidcProviders).get(arn);
  if (!found) throw noSuchEntity(`OpenIDConnect Provider not found for arn ${arn}`);
  return found;
}

/** Identity providers. What a SAML provider's metadata says is not looked at. */
export const federation: readonly Operation[] = [
  operation({
    name: "ListSAMLProviders",
    readOnly: true,
    input: z.strictObject({}),
    run: (account) => ({
      SAMLProviderList: account
        .table(samlProviders)
        .rows()
        .map(({ id, createdAt }) => ({ Arn: id, CreateDate: createdAt })),
    }),
  }),
  operation({
    name: "ListOpenIDConnectProviders",
    readOnly: true,
    input: z.strictObject({}),
    run: (account) => ({
      OpenIDConnectProviderList: account
        .table(oidcProviders)
        .rows()
        .map(({ id }) => ({ Arn: id })),
    }),
  }),
  operation({
    name: "CreateSAMLProvider",
    input: z.strictObject({ Name: z.string(), SAMLMetadataDocument, Tags: Tags.optional() }),
    recordedOutput: (output) => output,
    run(account, { Name, SAMLMetadataDocument: metadata, Tags: tags = [] }, { time }) {
      const id = `arn:aws:iam::${account.id}:saml-provider/${Name}`;
      if (account.table(samlProviders).get(id)) throw alreadyExists(`${id} already exists`);
      account.table(samlProviders).put({ id, metadata, tags, createdAt: time.toISOString() });
      return { SAMLProviderArn: id };
    },
  }),
  operation({
    name: "GetSAMLProvider",
    readOnly: true,
    input: z.strictObject({ SAMLProviderArn }),
    run(account, input) {
      const { metadata, tags, createdAt } = findSaml(account, input.SAMLProviderArn);
      return { SAMLMetadataDocument: metadata, CreateDate: createdAt, Tags: tags };
    },
  }),
  operation({
    name: "UpdateSAMLProvider",
    input: z.strictObject({ SAMLProviderArn, SAMLMetadataDocument }),
    recordedOutput: (output) => output,
    run(account, input) {
      const provider = findSaml(account, input.SAMLProviderArn);
      account.table(samlProviders).put({ ...provider, metadata: input.SAMLMetadataDocument });
      return { SAMLProviderArn: provider.id };
    },
  }),
  operation({
    name: "CreateOpenIDConnectProvider",
    input: z.strictObject({
      Url: z.string(),
      ClientIDList: listOf(z.string()).optional(),
      ThumbprintList: listOf(z.string().length(40)).optional(),
      Tags: Tags.optional(),
    }),
    recordedOutput: (output) => output,
    run(account, input, { time }) {
      if (!input.Url.startsWith("https://")) throw invalid("Invalid Open ID Connect Provider URL");
      const url = input.Url.slice("https://".length);
      const id = `arn:aws:iam::${account.id}:oidc-provider/${url}`;
      if (account.table(oidcProviders).get(id))
        throw alreadyExists(`Provider with url ${input.Url} already exists.`);
      account.table(oidcProviders).put({
        id,
        url,
        clientIds: input.ClientIDList ?? [],
        thumbprints: input.ThumbprintList ?? [],
        tags: input.Tags ?? [],
        createdAt: time.toISOString(),
      });
      return { OpenIDConnectProviderArn: id };
    },
  }),
  operation({
    name: "GetOpenIDConnectProvider",
    readOnly: true,
    input: z.strictObject({ OpenIDConnectProviderArn }),
    run(account, input) {
      const provider = findOidc(account, input.OpenIDConnectProviderArn);
      return {
        Url: provider.url,
        ClientIDList: provider.clientIds,
        ThumbprintList: provider.thumbprints,
        CreateDate: provider.createdAt,
        Tags: provider.tags,
      };
    },
  }),
  operation({
    name: "DeleteOpenIDConnectProvider",
    input: z.strictObject({ OpenIDConnectProviderArn }),
    run(account, input) {
      account.table(oidcProviders).delete(findOidc(account, input.OpenIDConnectProviderArn).id);
      return {};
    },
  }),
];
