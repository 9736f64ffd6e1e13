import {
  CreateOpenIDConnectProviderCommand,
  DeleteOpenIDConnectProviderCommand,
  GetOpenIDConnectProviderCommand,
  GetSAMLProviderCommand,
  type IAMClient,
  ListOpenIDConnectProvidersCommand,
  ListSAMLProvidersCommand,
} from "@aws-sdk/client-iam";
import { call } from "../../operation.ts";
import { federation as operations } from "../operations/federation.ts";

/** Identity providers, over the SDK. */
export function federationCalls(client: IAMClient) {
  return {
    ListSAMLProviders: call(operations.ListSAMLProviders, async (input) => {
      const { SAMLProviderList = [] } = await client.send(new ListSAMLProvidersCommand(input));
      return SAMLProviderList;
    }),
    ListOpenIDConnectProviders: call(operations.ListOpenIDConnectProviders, async (input) => {
      const { OpenIDConnectProviderList = [] } = await client.send(
        new ListOpenIDConnectProvidersCommand(input),
      );
      return OpenIDConnectProviderList;
    }),
    GetSAMLProvider: call(operations.GetSAMLProvider, (input) =>
      client.send(new GetSAMLProviderCommand(input)),
    ),
    GetOpenIDConnectProvider: call(operations.GetOpenIDConnectProvider, (input) =>
      client.send(new GetOpenIDConnectProviderCommand(input)),
    ),
    CreateOpenIDConnectProvider: call(operations.CreateOpenIDConnectProvider, (input) =>
      client.send(new CreateOpenIDConnectProviderCommand(input)),
    ),
    DeleteOpenIDConnectProvider: call(operations.DeleteOpenIDConnectProvider, (input) =>
      client.send(new DeleteOpenIDConnectProviderCommand(input)),
    ),
  };
}
