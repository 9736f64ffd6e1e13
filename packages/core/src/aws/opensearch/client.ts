import {
  DescribeDomainCommand,
  ListDomainNamesCommand,
  ListTagsCommand,
  OpenSearchClient,
  type OpenSearchClientConfig,
  UpdateDomainConfigCommand,
} from "@aws-sdk/client-opensearch";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The operations of OpenSearch Service that Snapback uses, over the SDK. */
export function createOpenSearch(config: OpenSearchClientConfig) {
  const client = new OpenSearchClient(config);
  return {
    ListDomainNames: call(operations.ListDomainNames, (input) =>
      client.send(new ListDomainNamesCommand(input)),
    ),
    DescribeDomain: call(operations.DescribeDomain, (input) => client.send(new DescribeDomainCommand(input))),
    ListTags: call(operations.ListTags, (input) => client.send(new ListTagsCommand(input))),
    UpdateDomainConfig: call(operations.UpdateDomainConfig, (input) =>
      client.send(new UpdateDomainConfigCommand(input)),
    ),
  };
}
