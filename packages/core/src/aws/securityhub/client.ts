import {
  BatchDisableStandardsCommand,
  BatchEnableStandardsCommand,
  DescribeHubCommand,
  DisableSecurityHubCommand,
  EnableSecurityHubCommand,
  paginateGetEnabledStandards,
  SecurityHubClient,
  type SecurityHubClientConfig,
  type StandardsSubscription,
  UpdateSecurityHubConfigurationCommand,
} from "@aws-sdk/client-securityhub";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The Security Hub operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createSecurityHub(config: SecurityHubClientConfig) {
  const client = new SecurityHubClient(config);
  return {
    DescribeHub: call(operations.DescribeHub, (input) => client.send(new DescribeHubCommand(input))),
    GetEnabledStandards: call(operations.GetEnabledStandards, async (input) => {
      const standards: StandardsSubscription[] = [];
      for await (const page of paginateGetEnabledStandards({ client }, input))
        standards.push(...(page.StandardsSubscriptions ?? []));
      return standards;
    }),
    EnableSecurityHub: call(operations.EnableSecurityHub, (input) =>
      client.send(new EnableSecurityHubCommand(input)),
    ),
    DisableSecurityHub: call(operations.DisableSecurityHub, (input) =>
      client.send(new DisableSecurityHubCommand(input)),
    ),
    UpdateSecurityHubConfiguration: call(operations.UpdateSecurityHubConfiguration, (input) =>
      client.send(new UpdateSecurityHubConfigurationCommand(input)),
    ),
    BatchEnableStandards: call(operations.BatchEnableStandards, (input) =>
      client.send(new BatchEnableStandardsCommand(input)),
    ),
    BatchDisableStandards: call(operations.BatchDisableStandards, (input) =>
      client.send(new BatchDisableStandardsCommand(input)),
    ),
  };
}
