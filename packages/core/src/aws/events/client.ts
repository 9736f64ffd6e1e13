import {
  DescribeRuleCommand,
  DisableRuleCommand,
  EnableRuleCommand,
  EventBridgeClient,
  type EventBridgeClientConfig,
  type EventBus,
  ListEventBusesCommand,
  ListRulesCommand,
  type Rule,
} from "@aws-sdk/client-eventbridge";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The EventBridge operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createEvents(config: EventBridgeClientConfig) {
  const client = new EventBridgeClient(config);
  return {
    // The SDK has no paginators for these.
    ListEventBuses: call(operations.ListEventBuses, async (input) => {
      const buses: EventBus[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new ListEventBusesCommand({ ...input, NextToken }));
        buses.push(...(page.EventBuses ?? []));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return buses;
    }),
    ListRules: call(operations.ListRules, async (input) => {
      const rules: Rule[] = [];
      let NextToken: string | undefined;
      do {
        const page = await client.send(new ListRulesCommand({ ...input, NextToken }));
        rules.push(...(page.Rules ?? []));
        NextToken = page.NextToken;
      } while (NextToken !== undefined);
      return rules;
    }),
    DescribeRule: call(operations.DescribeRule, (input) => client.send(new DescribeRuleCommand(input))),
    EnableRule: call(operations.EnableRule, (input) => client.send(new EnableRuleCommand(input))),
    DisableRule: call(operations.DisableRule, (input) => client.send(new DisableRuleCommand(input))),
  };
}
