import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { openFindingsTable } from "@snapback/local/findings-table";
import type { LiveAccount } from "../src/aws/account.ts";
import { openBaselines } from "../src/baseline/store.ts";
import { openDecisions } from "../src/decision/store.ts";
import type { Detection } from "../src/detections/define.ts";
import { openExemptions } from "../src/exemption/store.ts";
import { openFindings } from "../src/finding/store.ts";
import { openNotices } from "../src/notice/store.ts";
import { openChangeCount } from "../src/response/cap.ts";
import { openFallenPause } from "../src/response/pause.ts";
import type { Responder } from "../src/response/responder.ts";
import type { Change, SettingsChange } from "../src/settings/change.ts";
import type { Config } from "../src/settings/config.ts";
import { openLedger } from "../src/settings/ledger.ts";
import type { RuntimeSettings } from "../src/settings/runtime.ts";
import { openSettings } from "../src/settings/settings.ts";
import { openRuntimeSettings } from "../src/settings/store.ts";
import { testConfig } from "./config.ts";
import { ALICE, START } from "./lives.ts";
import { ACCOUNT } from "./records.ts";

interface Options {
  detections: readonly Detection[];
  config?: Partial<Config>;
  live?: LiveAccount;
}

const silent = () => undefined;

/** Whoever responds, with both tables, and with a clock that the test moves. It never waits. */
export async function openResponder({ detections, config: different = {}, live }: Options) {
  const { client, table, settingsTable, url, close } = await openFindingsTable(undefined, "us-east-1");
  const config = { ...testConfig, ...different };
  const ledger = openLedger(client, settingsTable);
  const runtime = openRuntimeSettings(ledger);
  const exemptions = openExemptions(ledger);
  const decisions = openDecisions(ledger);
  let time = START.getTime();
  const now = () => new Date(time);
  const logged: string[] = [];
  const keep = (message: string) => void logged.push(message);
  const responder: Responder = {
    detections,
    account: ACCOUNT,
    findings: openFindings(client, table, { gatherMs: 0 }),
    settings: openSettings({ ledger, config, detections }),
    exemptions,
    decisions,
    changes: openChangeCount(client, table),
    pause: openFallenPause(client, table),
    notices: openNotices(client, table),
    gatherMs: 0,
    baselines: openBaselines(client, table),
    live: () => {
      if (live === undefined) throw new Error("this test has no account");
      return live;
    },
    log: { debug: silent, info: keep, warn: keep, error: keep },
    now,
    sleep: async () => undefined,
    owner: randomUUID(),
    leaseMs: 10_000,
    backoffMs: 1000,
  };
  return {
    ...responder,
    responder,
    exemptions,
    decisions,
    ledger,
    table,
    dyingAfter: (writes: number) => dyingClient(url, writes),
    notices: openNotices(client, table),
    logged,
    forward: (milliseconds: number) => {
      time += milliseconds;
    },
    /** Changes the settings, as the API does. */
    change: (decide: (known: RuntimeSettings, change: Change) => SettingsChange) =>
      runtime.change(undefined, (known) => decide(known, { by: ALICE, now: now(), config, detections })),
    close,
  };
}

/** A client of a process that dies when it has made so many writes: what it sends then never goes out. */
export function dyingClient(endpoint: string, writes: number): DynamoDBClient {
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials, maxAttempts: 1 });
  let left = writes;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (commandName === "PutItemCommand" && left-- <= 0) throw new Error("died");
        return next(args);
      },
    { step: "initialize" },
  );
  return client;
}
