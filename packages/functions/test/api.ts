import { randomUUID } from "node:crypto";
import type { BusMessage } from "@snapback/core/bus/message";
import { openChannelReports } from "@snapback/core/channel/reports";
import { deployedChannels } from "@snapback/core/channel/setup";
import { openDecisions } from "@snapback/core/decision/store";
import { deployedRetention } from "@snapback/core/deployment/retention";
import { detections } from "@snapback/core/detections/registry";
import { openExemptions } from "@snapback/core/exemption/store";
import { openRows } from "@snapback/core/finding/rows/rows";
import type { Finding } from "@snapback/core/finding/schema";
import { openFindings } from "@snapback/core/finding/store";
import { openHeartbeats } from "@snapback/core/heartbeat/store";
import type { Role } from "@snapback/core/person/person";
import { openChangeCount } from "@snapback/core/response/cap";
import { openFallenPause } from "@snapback/core/response/pause";
import { openLedger } from "@snapback/core/settings/ledger";
import { openFindingsTable } from "@snapback/local/findings-table";
import * as z from "zod";
import { testConfig } from "../../core/test/config.ts";
import { findingWith } from "../../core/test/notices.ts";
import { type ApiDeps, createApi } from "../src/api/app.ts";

/** What a test sends, beside method, path and body. */
interface Sent {
  role?: Role;
  /** Another person than the one who is meant by the role alone. */
  id?: string;
  key?: string;
}

const START = new Date("2026-11-23T09:00:00.000Z");

/** What the tests read of any answer. */
const Body = z.record(z.string(), z.unknown());

/**
 * The API over real tables, with the clock of the test. Whoever sends something says who that is: a responder, unless something else
 * is said.
 */
export async function openTestApi(options: Partial<ApiDeps> = {}) {
  const table = await openFindingsTable(undefined, "us-east-1");
  const findings = openFindings(table.client, table.table);
  const ledger = openLedger(table.client, table.settingsTable);
  const pause = openFallenPause(table.client, table.table);
  const changes = openChangeCount(table.client, table.table);
  const channelReports = openChannelReports(table.client, table.table);
  const published: BusMessage[] = [];
  const logged: unknown[][] = [];
  const keep = (...line: unknown[]) => void logged.push(line);
  const clock = { now: START, bus: true };
  const heartbeats = openHeartbeats(table.client, table.table);
  const deps: ApiDeps = {
    detections,
    config: testConfig,
    findings,
    rows: openRows(findings.changes, () => new Date()),
    ledger,
    pause,
    changes,
    channels: deployedChannels(testConfig.notices, []),
    channelReports,
    kept: deployedRetention(testConfig),
    publish: async (messages) => {
      if (!clock.bus) throw new Error("the bus is down");
      published.push(...messages);
    },
    heartbeats,
    account: "111122223333",
    region: "us-east-1",
    regions: ["us-east-1", "eu-central-1"],
    log: { debug: keep, info: keep, warn: keep, error: keep },
    signIn: async (authorization) => {
      const [role, id = "1"] = (authorization ?? "responder").split(" ");
      return { id, name: `${id}@example.com`, role: z.enum(["viewer", "responder", "admin"]).parse(role) };
    },
    now: () => clock.now,
    ...options,
  };
  const api = createApi(deps);
  const decisions = openDecisions(ledger);

  /** Sends a request, as JSON where it has a body, and answers with what came back. */
  async function send(
    method: string,
    path: string,
    body?: unknown,
    { role = "responder", id = "1", key }: Sent = {},
  ) {
    const answer = await api.request(path, {
      method,
      headers: {
        Authorization: `${role} ${id}`,
        ...(body !== undefined && { "Content-Type": "application/json" }),
        ...(key !== undefined && { "Idempotency-Key": key }),
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    return {
      status: answer.status,
      type: answer.headers.get("content-type") ?? "",
      body: Body.parse(await answer.json()),
    };
  }

  return {
    api,
    /** What it was made with. */
    deps,
    findings,
    heartbeats,
    ledger,
    pause,
    changes,
    channelReports,
    decisions,
    exemptions: openExemptions(ledger),
    /** What went out on the bus, and what was logged. */
    published,
    logged,
    /** When it is, and whether the bus can be had. */
    clock,
    close: table.close,
    /** Puts a finding into the table. */
    put: (fields: Partial<Finding>) => findings.save(findingWith(fields), undefined),
    /** Puts a finding of its own into the table, and answers with what can be asked about it. */
    async finding(fields: Partial<Finding>) {
      const { id } = await findings.save(findingWith({ id: `fnd_${randomUUID()}`, ...fields }), undefined);
      return {
        id,
        ask: (action: string, body?: unknown, from?: Sent) =>
          send("POST", `/api/findings/${id}/${action}`, body, from),
        decisions: () => decisions.of(id),
      };
    },
    /** Has a finding go on as if a handler had written it. */
    change: (id: string, fields: Partial<Finding>) =>
      findings.update(id, (known = findingWith({ id })) => ({
        ...known,
        ...fields,
        version: known.version + 1,
        pending: [],
      })),
    send,
    /** As it was before the test that is next. */
    reset() {
      published.splice(0);
      logged.splice(0);
      clock.now = START;
      clock.bus = true;
    },
  };
}

export type TestApi = Awaited<ReturnType<typeof openTestApi>>;
