import { type Trail, trail } from "./services/cloudtrail/resources.ts";
import {
  type PrefixList,
  prefixList,
  type SecurityGroup,
  type SecurityGroupRule,
  type Seed,
  securityGroup,
  securityGroupRule,
  seed,
  type Vpc,
  vpc,
} from "./services/ec2/resources.ts";
import { type Rule, rule } from "./services/event-bridge/resources.ts";
import { type Role, role } from "./services/iam/resources.ts";
import { type Subscription, subscription, type Topic, topic } from "./services/sns/resources.ts";
import { type Queue, queue } from "./services/sqs/resources.ts";
import { type Parameter, parameter } from "./services/ssm/resources.ts";
import { type Deployed, deployed } from "./stack.ts";
import { openTable, type Table } from "./table.ts";

/** The account as the calls of one region see it. A service that comes adds its tables here and in `openAccount`. */
export interface Account {
  readonly id: string;
  readonly region: string;
  /** The home region gets the test VPC. */
  readonly isHome: boolean;
  /** The account as the calls of the home region see it. */
  readonly home: Account;
  readonly seeds: Table<Seed>;
  readonly vpcs: Table<Vpc>;
  readonly securityGroups: Table<SecurityGroup>;
  readonly securityGroupRules: Table<SecurityGroupRule>;
  readonly prefixLists: Table<PrefixList>;
  readonly deployed: Table<Deployed>;
  readonly parameters: Table<Parameter>;
  readonly queues: Table<Queue>;
  readonly roles: Table<Role>;
  readonly rules: Table<Rule>;
  readonly subscriptions: Table<Subscription>;
  readonly topics: Table<Topic>;
  readonly trails: Table<Trail>;
}

export interface AccountState {
  in(region: string): Account;
  /** Runs a step; if it throws, what it changed is taken back. */
  attempt<T>(step: () => T): T;
  /** What changed since the last `settle`, for storage. */
  changes(): [key: string, value: unknown][];
  /** The changes are stored (`keep`), or could not be, and are taken back. */
  settle(outcome: "keep" | "take back"): void;
}

export const accountPrefix = "sandbox/account/";

/** The account's state in memory, from what storage holds under `accountPrefix`. */
export function openAccount(
  id: string,
  homeRegion: string,
  stored: readonly (readonly [key: string, value: unknown])[],
): AccountState {
  const journal: { key: string; value: unknown; undo: () => void }[] = [];
  const record = (key: string, value: unknown, undo: () => void) => void journal.push({ key, value, undo });
  const regions = new Map<string, Account>();

  function takeBack(mark: number): void {
    for (const change of journal.splice(mark).toReversed()) change.undo();
  }

  function open(region: string): Account {
    const prefix = `${accountPrefix}${region}/`;
    const rows = stored.filter(([key]) => key.startsWith(prefix));
    return {
      id,
      region,
      isHome: region === homeRegion,
      get home() {
        return inRegion(homeRegion);
      },
      seeds: openTable(`${prefix}seeds/`, seed, rows, { record }),
      vpcs: openTable(`${prefix}vpcs/`, vpc, rows, { record }),
      securityGroups: openTable(`${prefix}security-groups/`, securityGroup, rows, { record }),
      securityGroupRules: openTable(`${prefix}security-group-rules/`, securityGroupRule, rows, { record }),
      prefixLists: openTable(`${prefix}prefix-lists/`, prefixList, rows, { record }),
      deployed: openTable(`${prefix}deployed/`, deployed, rows, { record }),
      parameters: openTable(`${prefix}parameters/`, parameter, rows, { record }),
      queues: openTable(`${prefix}queues/`, queue, rows, { record }),
      roles: openTable(`${prefix}roles/`, role, rows, { record }),
      rules: openTable(`${prefix}rules/`, rule, rows, { record }),
      subscriptions: openTable(`${prefix}subscriptions/`, subscription, rows, { record }),
      topics: openTable(`${prefix}topics/`, topic, rows, { record }),
      trails: openTable(`${prefix}trails/`, trail, rows, { record }),
    };
  }

  function inRegion(region: string): Account {
    const account = regions.get(region) ?? open(region);
    regions.set(region, account);
    return account;
  }

  return {
    in: inRegion,
    attempt(step) {
      const mark = journal.length;
      try {
        return step();
      } catch (error) {
        takeBack(mark);
        throw error;
      }
    },
    changes: () => journal.map(({ key, value }) => [key, value]),
    settle(outcome) {
      if (outcome === "take back") takeBack(0);
      else journal.length = 0;
    },
  };
}
