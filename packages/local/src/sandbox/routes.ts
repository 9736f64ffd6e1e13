import type { Account } from "./account.ts";
import type { Rule } from "./services/event-bridge/resources.ts";
import type { Subscription } from "./services/sns/resources.ts";

export interface Routes {
  /** The bus's rules that are enabled: a disabled one delivers nothing. */
  rules(bus: string): Rule[];
  subscriptions(topicArn: string): Subscription[];
}

export function routesOf({ rules, subscriptions }: Account): Routes {
  return {
    rules: (bus) => rules.rows().filter((rule) => rule.bus === bus && rule.state === "ENABLED"),
    subscriptions: (topicArn) => subscriptions.rows().filter((row) => row.topicArn === topicArn),
  };
}
