import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Heartbeat } from "./schema.ts";
import { type HeartbeatStore, openHeartbeats } from "./store.ts";

let heartbeats: HeartbeatStore;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  heartbeats = openHeartbeats(table.client, table.table);
  close = table.close;
});
afterAll(() => close());

function seen(region: string, second: number): Heartbeat {
  const sentAt = new Date(Date.UTC(2026, 10, 23, 8, 0, second)).toISOString();
  const seenAt = new Date(Date.UTC(2026, 10, 23, 9)).toISOString();
  return { region, sentAt, seenAt, latencyMs: 3_600_000 - second * 1000, eventId: `e-${second}` };
}

describe("a region's heartbeat", () => {
  it("is the latest that was sent, whatever the order in which they come", async () => {
    const order = [3, 1, 7, 5, 7, 0];
    const kept: boolean[] = [];
    for (const second of order) kept.push(await heartbeats.saw(seen("eu-central-1", second)));
    expect(kept).toEqual([true, false, true, false, false, false]);
    expect(await heartbeats.latest("eu-central-1")).toEqual(seen("eu-central-1", 7));
    expect(await heartbeats.latest("eu-west-1")).toBeUndefined();
  });

  it("is the latest when they come at once", async () => {
    const seconds = Array.from({ length: 20 }, (_, index) => (index * 7) % 20);
    await Promise.all(seconds.map((second) => heartbeats.saw(seen("eu-north-1", second))));
    expect(await heartbeats.latest("eu-north-1")).toEqual(seen("eu-north-1", 19));
  });

  it("lies beside what was sent there", async () => {
    const at = seen("eu-south-1", 0).sentAt;
    expect(await heartbeats.probing("eu-south-1")).toBeUndefined();
    await heartbeats.sent({ region: "eu-south-1", since: at, lastAt: at });
    expect(await heartbeats.latest("eu-south-1")).toBeUndefined();
    await heartbeats.saw(seen("eu-south-1", 1));
    expect(await heartbeats.probing("eu-south-1")).toEqual({ region: "eu-south-1", since: at, lastAt: at });
  });
});
