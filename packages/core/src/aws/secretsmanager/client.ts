import {
  DeleteResourcePolicyCommand,
  DescribeSecretCommand,
  GetResourcePolicyCommand,
  PutResourcePolicyCommand,
  paginateListSecrets,
  type SecretListEntry,
  SecretsManagerClient,
  type SecretsManagerClientConfig,
} from "@aws-sdk/client-secrets-manager";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The operations of Secrets Manager that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createSecretsManager(config: SecretsManagerClientConfig) {
  const client = new SecretsManagerClient(config);
  return {
    ListSecrets: call(operations.ListSecrets, async (input) => {
      const secrets: SecretListEntry[] = [];
      for await (const page of paginateListSecrets({ client, pageSize: 100 }, input))
        secrets.push(...(page.SecretList ?? []));
      return secrets;
    }),
    DescribeSecret: call(operations.DescribeSecret, (input) => client.send(new DescribeSecretCommand(input))),
    GetResourcePolicy: call(operations.GetResourcePolicy, (input) =>
      client.send(new GetResourcePolicyCommand(input)),
    ),
    PutResourcePolicy: call(operations.PutResourcePolicy, (input) =>
      client.send(new PutResourcePolicyCommand(input)),
    ),
    DeleteResourcePolicy: call(operations.DeleteResourcePolicy, (input) =>
      client.send(new DeleteResourcePolicyCommand(input)),
    ),
  };
}
