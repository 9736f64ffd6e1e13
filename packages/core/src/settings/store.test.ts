import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type LocalTable, openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testConfig } from "../../test/config.ts";
import { changeCap, pause } from "./change.ts";
import { type Entry, type Ledger, openLedger } from "./ledger.ts";
import { untouched } from "./runtime.ts";
import { openSettings } from "./settings.ts";
import {
  openRuntimeSettings,
  RequestReusedError,
  type RuntimeSettingsStore,
  VersionConflictError,
} from "./store.ts";

let table: LocalTable;
let ledger: Ledger;
let store: RuntimeSettingsStore;
beforeAll(async () => {
  table = await openFindingsTable(undefined, "us-east-1");
  ledger = openLedger(table.client, table.settingsTable);
  store = openRuntimeSettings(ledger);
});
afterAll(() => table.close());

const by = { kind: "person" as const, name: "Alice", id: "sub-1" };
const now = new Date("2026-11-23T08:00:00.000Z");
const change = { by, now, config: testConfig, detections: [] };
const toCap = (cap: number) => (runtime: typeof untouched) => changeCap(runtime, cap, change);

/* One table, whose versions only grow: each test begins from the version that it finds. */
describe("the runtime settings", () => {
  it("are untouched at first, and hold at once when changed", async () => {
    const read = openSettings({ ledger, config: testConfig, detections: [] });
    expect(await store.read()).toEqual(untouched);
    expect(await read()).toMatchObject({ version: 0, automaticChangesPerHour: Number.MAX_SAFE_INTEGER });
    const changed = await store.change(0, toCap(5));
    expect(changed).toEqual({ ...untouched, version: 1, automaticChangesPerHour: 5 });
    expect(await store.read()).toEqual(changed);
    expect(await read()).toMatchObject({ version: 1, automaticChangesPerHour: 5 });
  });

  it("leave every version, and who made it, in the ledger", async () => {
    const { version } = await store.read();
    for (let made = 0; made < 11; made++) await store.change(version + made, toCap(made));
    const entries = await ledger.list("settings");
    expect(entries.map(({ data }) => data.version)).toEqual(entries.map((_, index) => index + 1));
    expect(entries.at(-1)).toMatchObject({
      at: now.toISOString(),
      by,
      what: "automatic changes per hour: 9 -> 10",
      before: { automaticChangesPerHour: 9 },
      after: { automaticChangesPerHour: 10 },
    });
  });

  it("are not changed by whoever looked at another version", async () => {
    const before = await store.read();
    for (const seen of [before.version - 1, before.version + 1, 0]) {
      await expect(store.change(seen, toCap(1))).rejects.toThrow(VersionConflictError);
    }
    expect(await store.read()).toEqual(before);
  });

  it("are changed by one of two who looked at the same version, and the other is told", async () => {
    const { version } = await store.read();
    const outcomes = await Promise.allSettled([
      store.change(version, toCap(21)),
      store.change(version, toCap(22)),
    ]);
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    const lost = outcomes.find((outcome) => outcome.status === "rejected");
    expect(lost?.reason).toBeInstanceOf(VersionConflictError);
    expect(lost?.reason.message).toContain(`at version ${version + 1} now, no longer at ${version}`);
    expect(await store.read()).toMatchObject({
      version: version + 1,
      automaticChangesPerHour: outcomes[0]?.status === "fulfilled" ? 21 : 22,
    });
  });

  it("are paused by each of many who pause at once, whatever else is changed", async () => {
    const { version } = await store.read();
    const reasons = ["a", "b", "c", "d", "e"];
    const outcomes = await Promise.all([
      ...reasons.map((reason) => store.change(undefined, (runtime) => pause(runtime, reason, change))),
      store.change(undefined, toCap(31)),
    ]);
    expect(new Set(outcomes.map((made) => made.version - version))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
    const settings = await store.read();
    expect(settings).toMatchObject({ version: version + 6, automaticChangesPerHour: 31 });
    expect(reasons).toContain(settings.pause?.reason);
  });

  it("give up where somebody else is faster each time", async () => {
    const rival = async (entry: Entry) => {
      await store.change(undefined, toCap(51));
      return ledger.add(entry);
    };
    const overtaken = openRuntimeSettings({ ...ledger, add: rival });
    await expect(overtaken.change(undefined, toCap(52))).rejects.toThrow(VersionConflictError);
    expect(await store.read()).toMatchObject({ automaticChangesPerHour: 51 });
  });

  it("are changed once by a request that comes again, also when others have changed them since", async () => {
    const request = { id: "r-1", content: "to 61" };
    const made = await store.change(undefined, toCap(61), request);
    expect(await store.change(undefined, toCap(61), request)).toEqual(made);
    const since = await store.change(made.version, toCap(62));
    expect(await store.change(made.version - 1, toCap(61), request)).toEqual(since);
    const other = store.change(undefined, toCap(63), { ...request, content: "to 63" });
    await expect(other).rejects.toThrow(RequestReusedError);
    expect(await store.read()).toEqual(since);
    await store.change(undefined, toCap(64), { ...request, id: "r-2" });
    expect(await store.read()).toMatchObject({ automaticChangesPerHour: 64 });
  });

  it("stay as they are where nothing is decided", async () => {
    const before = await store.read();
    expect(await store.change(undefined, () => undefined)).toEqual(before);
    expect(await store.read()).toEqual(before);
  });

  it("never become what can't be read any more", async () => {
    const before = await store.read();
    const broken = store.change(undefined, (runtime) => {
      const made = changeCap(runtime, 1, change);
      return { ...made, runtime: { ...made.runtime, automaticChangesPerHour: -1 } };
    });
    await expect(broken).rejects.toThrow("automaticChangesPerHour");
    expect(await store.read()).toEqual(before);
  });

  it("were changed though the answer got lost and the SDK wrote once more", async () => {
    const { version } = await store.read();
    const client = new DynamoDBClient({
      endpoint: table.url,
      region: "us-east-1",
      credentials: { accessKeyId: "test", secretAccessKey: "test" },
    });
    let lost = 0;
    client.middlewareStack.add(
      (next) => async (args) => {
        const result = await next(args);
        if (!JSON.stringify(args.input).includes("attribute_not_exists") || lost++ > 0) return result;
        throw Object.assign(new Error("socket hang up"), { name: "TimeoutError", $retryable: {} });
      },
      { step: "deserialize", priority: "low" },
    );
    const changed = await openRuntimeSettings(openLedger(client, table.settingsTable)).change(
      version,
      toCap(41),
    );
    client.destroy();
    expect(lost).toBe(2);
    expect(changed).toMatchObject({ version: version + 1, automaticChangesPerHour: 41 });
    expect(await store.read()).toEqual(changed);
  });
});
