import type { HeartbeatCheck } from "@snapback/core/heartbeat/check";
import { openHeartbeats } from "@snapback/core/heartbeat/store";
import type { Log } from "@snapback/core/log";
import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createHeartbeat } from "./heartbeat.ts";

let table: Awaited<ReturnType<typeof openFindingsTable>>;
beforeAll(async () => {
  table = await openFindingsTable(undefined, "us-east-1");
});
afterAll(() => table.close());

const start = Date.UTC(2026, 10, 23, 8);
const MINUTE = 60_000;
let count = 0;

/** A heartbeat function for new regions, and the log's lines. Minutes are those since the first probe. */
function heartbeat(options: Partial<HeartbeatCheck> & { regions?: string[] } = {}) {
  const heartbeats = openHeartbeats(table.client, table.table);
  const { regions = [`us-east-${++count}`] } = options;
  const lines: { message: string; fields: Record<string, unknown> }[] = [];
  const keep = (message: string, fields: Record<string, unknown> = {}) =>
    void lines.push({ message, fields });
  const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
  const probes: string[] = [];
  let minute = 0;
  const run = createHeartbeat({
    heartbeats,
    probe: async (region) => void probes.push(region),
    undelivered: async () => 0,
    log,
    now: () => new Date(start + minute * MINUTE),
    ...options,
    regions,
  });
  return {
    region: regions[0] ?? "",
    lines,
    probes,
    at: (minutes: number) => {
      minute = minutes;
      return run();
    },
    /** A probe of that minute came through, that much later. */
    seen: (region: string, minutes: number, latencyMs: number) => {
      const sent = start + minutes * MINUTE;
      const [sentAt = "", seenAt = ""] = [sent, sent + latencyMs].map((time) => new Date(time).toISOString());
      return heartbeats.saw({ region, sentAt, seenAt, latencyMs, eventId: `e-${minutes}` });
    },
  };
}

describe("the heartbeat", () => {
  it("is well, in one line, where probes come through", async () => {
    const { at, seen, region, lines, probes } = heartbeat();
    expect(await at(0)).toEqual({ regionsInTrouble: 0, silent: [], undelivered: {}, failed: [] });
    await seen(region, 0, 4200);
    const well = { regionsInTrouble: 0, latencyMs: 4200, silent: [], undelivered: {}, failed: [] };
    expect(await at(15)).toEqual(well);
    expect(lines.at(-1)).toEqual({ message: "heartbeat.checked", fields: well });
    expect(lines).toHaveLength(2);
    expect(probes).toEqual([region, region]);
  });

  it("finds a region silent whose last one is older than 35 minutes, and not before", async () => {
    const { at, seen, region } = heartbeat();
    for (const minutes of [0, 15, 30]) await at(minutes);
    await seen(region, 0, 1000);
    expect(await at(35)).toMatchObject({ regionsInTrouble: 0, silent: [] });
    expect(await at(45)).toMatchObject({ regionsInTrouble: 1, silent: [region] });
    await seen(region, 45, 1000);
    expect(await at(60)).toMatchObject({ regionsInTrouble: 0, silent: [] });
  });

  it("gives a new region as long from its first probe, and not before", async () => {
    const { at, region } = heartbeat();
    for (const minutes of [0, 15, 30, 35]) expect(await at(minutes)).toMatchObject({ silent: [] });
    expect(await at(36)).toMatchObject({ regionsInTrouble: 1, silent: [region] });
  });

  it("begins to wait anew after a pause in which nothing was sent", async () => {
    const { at, seen, region } = heartbeat();
    await at(0);
    await seen(region, 0, 1000);
    expect(await at(600)).toMatchObject({ silent: [] });
    for (const minutes of [615, 630]) expect(await at(minutes)).toMatchObject({ silent: [] });
    expect(await at(645)).toMatchObject({ silent: [region] });
  });

  it("tells the largest of the latest latencies, and which rules could not deliver how much", async () => {
    const regions = ["ap-east-1", "ap-east-2", "ap-east-3"];
    const waiting: { [region: string]: number } = { "ap-east-2": 3 };
    const undelivered = async (region: string) => waiting[region] ?? 0;
    const { at, seen } = heartbeat({ regions, undelivered });
    await at(0);
    await seen("ap-east-1", 0, 900);
    await seen("ap-east-3", 0, 7300);
    expect(await at(15)).toEqual({
      regionsInTrouble: 1,
      latencyMs: 7300,
      silent: [],
      undelivered: { "ap-east-2": 3 },
      failed: [],
    });
  });

  it("probes all other regions where one can't be probed, and one whose queue can't be read", async () => {
    const regions = ["sa-east-1", "sa-east-2", "sa-east-3"];
    const probes: string[] = [];
    const { at, lines } = heartbeat({
      regions,
      probe: async (region) => {
        if (region === "sa-east-1") throw new Error("not enabled");
        probes.push(region);
      },
      undelivered: async (region) => {
        if (region === "sa-east-2") throw new Error("denied");
        return 0;
      },
    });
    expect(await at(0)).toMatchObject({ regionsInTrouble: 2, failed: ["sa-east-1", "sa-east-2"] });
    expect(probes.toSorted()).toEqual(["sa-east-2", "sa-east-3"]);
    expect(lines).toContainEqual({
      message: "heartbeat.probe-failed",
      fields: { region: "sa-east-1", error: { code: "Error", message: "not enabled" } },
    });
    expect(lines).toContainEqual({
      message: "heartbeat.count-failed",
      fields: { region: "sa-east-2", error: { code: "Error", message: "denied" } },
    });
  });

  it("is not silent where nothing could be sent, but in trouble all the time", async () => {
    const probe = async () => {
      throw new Error("denied");
    };
    const { at } = heartbeat({ probe });
    for (const minutes of [0, 15, 30, 45, 60])
      expect(await at(minutes)).toMatchObject({
        regionsInTrouble: 1,
        silent: [],
        failed: [expect.anything()],
      });
  });

  it("fails where the table can't be read, and has sent its probes all the same", async () => {
    const heartbeats = openHeartbeats(table.client, "no-such-table");
    const { at, probes, region, lines } = heartbeat({ heartbeats });
    await expect(at(0)).rejects.toThrow("no region's heartbeats could be read");
    expect(probes).toEqual([region]);
    expect(lines.map(({ message }) => message)).toEqual(["heartbeat.read-failed"]);
  });
});
