import { checkStored, type Kind, openTable, type Table } from "./table.ts";

/** The account as the calls of one region see it. */
export interface Account {
  readonly id: string;
  readonly region: string;
  /** The home region gets the test VPC. */
  readonly isHome: boolean;
  /** The account as the calls of the home region see it. */
  readonly home: Account;
  /** The account as the calls of any region see it. */
  in(region: string): Account;
  /** The resources of a kind that the region has. */
  table<Row extends { id: string }>(kind: Kind<Row>): Table<Row>;
}

export interface AccountState {
  in(region: string): Account;
  /** The regions that were called, or that have something stored. */
  regions(): string[];
  /** Runs a step; if it throws, what it changed is taken back. */
  attempt<T>(step: () => T): T;
  /** What changed since the last `settle`, for storage. */
  changes(): [key: string, value: unknown][];
  /** The changes are stored (`keep`), or could not be, and are taken back. */
  settle(outcome: "keep" | "take back"): void;
}

export const accountPrefix = "sandbox/account/";

/**
 * The account's state in memory, from what storage holds under `accountPrefix`: region, kind and id. Throws a
 * `StoredStateError` where that is another version's.
 */
export function openAccount(
  id: string,
  homeRegion: string,
  stored: readonly (readonly [key: string, value: unknown])[],
): AccountState {
  for (const [key, value] of stored) {
    const [, kindName = ""] = key.slice(accountPrefix.length).split("/");
    checkStored(kindName, key, value);
  }
  const journal: { key: string; value: unknown; undo: () => void }[] = [];
  const record = (key: string, value: unknown, undo: () => void) => void journal.push({ key, value, undo });
  const regions = new Map<string, Account>();

  function takeBack(mark: number): void {
    for (const change of journal.splice(mark).toReversed()) change.undo();
  }

  function open(region: string): Account {
    const prefix = `${accountPrefix}${region}/`;
    const rows = stored.filter(([key]) => key.startsWith(prefix));
    const account: Account = {
      id,
      region,
      isHome: region === homeRegion,
      get home() {
        return inRegion(homeRegion);
      },
      in: inRegion,
      table: (kind) =>
        kind.tableOf(account, (schema) => openTable(`${prefix}${kind.name}/`, schema, rows, { record })),
    };
    return account;
  }

  function inRegion(region: string): Account {
    const account = regions.get(region) ?? open(region);
    regions.set(region, account);
    return account;
  }

  const storedIn = stored.map(([key]) => regionOf(key));

  return {
    in: inRegion,
    regions: () => [...new Set([...storedIn, ...regions.keys()])].toSorted(),
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

function regionOf(key: string): string {
  const [region = ""] = key.slice(accountPrefix.length).split("/");
  return region;
}
