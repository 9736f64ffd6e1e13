import type { Account } from "./account.ts";
import { type Rule, rules } from "./services/event-bridge/resources.ts";
import { type Subscription, subscriptions } from "./services/sns/resources.ts";

export interface Routes {
  /** The bus's rules that are enabled: a disabled one delivers nothing. */
  rules(bus: string): Rule[];
  subscriptions(topicArn: string): Subscription[];
}

export function routesOf(account: Account): Routes {
  return {
    rules: (bus) =>
      account
        .table(rules)
        .rows()
        .filter((rule) => rule.bus === bus && rule.state === "ENABLED"),
    subscriptions: (topicArn) =>
      account
        .table(subscriptions)
        .rows()
        .filter((row) => row.topicArn === topicArn),
  };
}
