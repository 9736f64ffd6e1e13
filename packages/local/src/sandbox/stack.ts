import { GLOBAL_REGION, type Pattern } from "@snapback/core/event/pattern";
import * as z from "zod";
import type { Account, AccountState } from "./account.ts";
import { ruleId } from "./services/event-bridge/resources.ts";
import { subscriptionArn } from "./services/sns/resources.ts";
import type { Table } from "./table.ts";

/** What a deployment makes in the account; all of it in the home region, but for what is global. */
export interface Stack {
  /** The name of the trail of all regions. */
  trail: string;
  rules?: readonly {
    bus: string;
    name: string;
    description?: string;
    pattern: Pattern;
    targets: { id: string; arn: string; deadLetterArn?: string }[];
  }[];
  topics?: readonly { arn: string; policy: unknown }[];
  subscriptions?: readonly {
    topicArn: string;
    queueArn: string;
    rawMessageDelivery: boolean;
    deadLetterTargetArn?: string;
  }[];
  queues?: readonly {
    name: string;
    visibilityTimeoutSeconds: number;
    retentionSeconds: number;
    redrive?: { deadLetterTargetArn: string; maxReceiveCount: number };
    policy?: unknown;
  }[];
  /** With the documents of the trust policy and of the inline policies. */
  roles?: readonly {
    name: string;
    roleId: string;
    trust: unknown;
    policies: Readonly<Record<string, unknown>>;
  }[];
}

/** A part, and what it was made from when it was last deployed. */
export const deployed = z.object({ id: z.string(), from: z.string() });
export type Deployed = z.output<typeof deployed>;

/** A row to be made, and what of the stack it is made from. */
interface Part {
  id: string;
  from: unknown;
  put: () => void;
}

/**
 * Makes the stack's parts in the account, as a deploy does: a part is touched only where the stack changed since the last
 * time, so that what somebody did to it by a call stays done; parts that the stack has no more go.
 */
export function deploy(state: AccountState, home: Account, stack: Stack, now: Date): void {
  const { trails, rules, topics, subscriptions, queues } = home;
  const tables = { trails, rules, topics, subscriptions, queues, roles: state.in(GLOBAL_REGION).roles };
  const parts = partsOf(tables, home, stack, now);
  for (const { id, from, put } of parts) {
    const json = JSON.stringify(from);
    if (home.deployed.get(id)?.from === json) continue;
    put();
    home.deployed.put({ id, from: json });
  }
  const wanted = new Set(parts.map(({ id }) => id));
  for (const { id } of home.deployed.rows()) {
    if (wanted.has(id)) continue;
    for (const [kind, table] of Object.entries(tables)) {
      if (id.startsWith(`${kind}/`)) table.delete(id.slice(kind.length + 1));
    }
    home.deployed.delete(id);
  }
}

type Tables = Pick<Account, "trails" | "rules" | "topics" | "subscriptions" | "queues" | "roles">;

function partsOf(tables: Tables, { id: account, region }: Account, stack: Stack, now: Date): Part[] {
  const createdAt = now.toISOString();
  return [
    part("trails", tables.trails, stack.trail, {}, (before) => ({
      id: stack.trail,
      homeRegion: region,
      bucket: `${stack.trail}-${account}`,
      ...(before ?? { isLogging: true, startedAt: createdAt }),
    })),
    ...(stack.rules ?? []).map((rule) =>
      part("rules", tables.rules, ruleId(rule.bus, rule.name), rule, (before) => ({
        id: ruleId(rule.bus, rule.name),
        state: before?.state ?? "ENABLED",
        ...rule,
      })),
    ),
    ...(stack.topics ?? []).map((topic) =>
      part("topics", tables.topics, topic.arn, topic, () => ({
        id: topic.arn,
        policy: JSON.stringify(topic.policy),
      })),
    ),
    ...(stack.subscriptions ?? []).map((subscription) => {
      const id = subscriptionArn(subscription.topicArn, subscription.queueArn);
      return part("subscriptions", tables.subscriptions, id, subscription, () => ({ id, ...subscription }));
    }),
    ...(stack.queues ?? []).map(({ name, policy, ...queue }) =>
      part("queues", tables.queues, name, { ...queue, policy }, (before) => ({
        id: name,
        ...queue,
        policy: policy === undefined ? undefined : JSON.stringify(policy),
        createdAt: before?.createdAt ?? createdAt,
      })),
    ),
    ...(stack.roles ?? []).map(({ name, roleId, trust, policies }) =>
      part("roles", tables.roles, name, { roleId, trust, policies }, (before) => ({
        id: name,
        roleId,
        trust: JSON.stringify(trust),
        policies: Object.fromEntries(
          Object.entries(policies).map(([policy, document]) => [policy, JSON.stringify(document)]),
        ),
        createdAt: before?.createdAt ?? createdAt,
      })),
    ),
  ];
}

function part<Row extends { id: string }>(
  kind: keyof Tables,
  table: Table<Row>,
  id: string,
  from: unknown,
  row: (before: Row | undefined) => Row,
): Part {
  return { id: `${kind}/${id}`, from, put: () => table.put(row(table.get(id))) };
}
