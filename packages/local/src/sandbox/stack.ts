import { GLOBAL_REGION, type Pattern } from "@snapback/core/event/pattern";
import * as z from "zod";
import type { Account } from "./account.ts";
import { trails } from "./services/cloudtrail/resources.ts";
import { ruleId, rules } from "./services/event-bridge/resources.ts";
import { roles } from "./services/iam/resources.ts";
import { newBucket } from "./services/s3/buckets.ts";
import { buckets } from "./services/s3/resources.ts";
import { subscriptionArn, subscriptions, topics } from "./services/sns/resources.ts";
import { queues } from "./services/sqs/resources.ts";
import { type Kind, kind, type Table } from "./table.ts";

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
export const deployed = kind("deployed", z.object({ id: z.string(), from: z.string() }));

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
export function deploy(home: Account, stack: Stack, now: Date): void {
  const done = home.table(deployed);
  const parts = partsOf(home, stack, now);
  for (const { id, from, put } of parts) {
    const json = JSON.stringify(from);
    if (done.get(id)?.from === json) continue;
    put();
    done.put({ id, from: json });
  }
  const wanted = new Set(parts.map(({ id }) => id));
  for (const { id } of done.rows()) {
    if (wanted.has(id)) continue;
    for (const { name, table } of tablesOf(home)) {
      if (id.startsWith(`${name}/`)) table.delete(id.slice(name.length + 1));
    }
    done.delete(id);
  }
}

/** What of the account's a stack made, each as the name of its kind, a slash and its id. */
export function partsDeployed(home: Account): ReadonlySet<string> {
  return new Set(
    home
      .table(deployed)
      .rows()
      .map(({ id }) => id),
  );
}

/** The tables of what a stack can have. */
function tablesOf(home: Account): { name: string; table: Pick<Table<never>, "delete"> }[] {
  return [
    { name: trails.name, table: home.table(trails) },
    { name: buckets.name, table: home.in(GLOBAL_REGION).table(buckets) },
    { name: rules.name, table: home.table(rules) },
    { name: topics.name, table: home.table(topics) },
    { name: subscriptions.name, table: home.table(subscriptions) },
    { name: queues.name, table: home.table(queues) },
    { name: roles.name, table: home.in(GLOBAL_REGION).table(roles) },
  ];
}

function partsOf(home: Account, stack: Stack, now: Date): Part[] {
  const createdAt = now.toISOString();
  const trailBucket = `${stack.trail}-${home.id}`;
  return [
    part(home, trails, stack.trail, {}, (before) => ({
      id: stack.trail,
      homeRegion: home.region,
      bucket: trailBucket,
      ...(before ?? { isLogging: true, startedAt: createdAt }),
    })),
    part(home.in(GLOBAL_REGION), buckets, trailBucket, {}, () =>
      newBucket(trailBucket, home.region, home.id, now),
    ),
    ...(stack.rules ?? []).map((rule) =>
      part(home, rules, ruleId(rule.bus, rule.name), rule, (before) => ({
        id: ruleId(rule.bus, rule.name),
        state: before?.state ?? "ENABLED",
        ...rule,
      })),
    ),
    ...(stack.topics ?? []).map((topic) =>
      part(home, topics, topic.arn, topic, () => ({
        id: topic.arn,
        policy: JSON.stringify(topic.policy),
      })),
    ),
    ...(stack.subscriptions ?? []).map((subscription) => {
      const id = subscriptionArn(subscription.topicArn, subscription.queueArn);
      return part(home, subscriptions, id, subscription, () => ({ id, ...subscription }));
    }),
    ...(stack.queues ?? []).map(({ name, policy, ...queue }) =>
      part(home, queues, name, { ...queue, policy }, (before) => ({
        id: name,
        ...queue,
        policy: policy === undefined ? undefined : JSON.stringify(policy),
        createdAt: before?.createdAt ?? createdAt,
      })),
    ),
    ...(stack.roles ?? []).map(({ name, roleId, trust, policies }) =>
      part(home.in(GLOBAL_REGION), roles, name, { roleId, trust, policies }, (before) => ({
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
  account: Account,
  resources: Kind<Row>,
  id: string,
  from: unknown,
  row: (before: Row | undefined) => Row,
): Part {
  const table = account.table(resources);
  return { id: `${resources.name}/${id}`, from, put: () => table.put(row(table.get(id))) };
}
