import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { claim, observe, remediate } from "./lifecycle.ts";
import type { Finding, Occurrence } from "./schema.ts";
import { ConflictError, type FindingStore, InvalidCursorError, openFindings } from "./store.ts";

/* Against dynalite, which has DynamoDB's protocol, conditions and indexes. */

let store: FindingStore;
/** A process that dies between writing a finding and writing its activity. */
let dying: FindingStore;
let close: () => Promise<void>;
beforeAll(async () => {
  const table = await openFindingsTable(undefined, "us-east-1");
  store = openFindings(table.client, table.table);
  const credentials = { accessKeyId: "test", secretAccessKey: "test" };
  const client = new DynamoDBClient({
    endpoint: table.url,
    region: "us-east-1",
    credentials,
    maxAttempts: 1,
  });
  client.middlewareStack.add(
    (next) => async (args) => {
      if (JSON.stringify(args.input).includes("$activity_")) throw new Error("died");
      return next(args);
    },
    { step: "build" },
  );
  dying = openFindings(client, table.table);
  close = table.close;
});
afterAll(() => close());

const now = new Date("2026-11-23T08:00:00Z");
let count = 0;

function occurrence(eventTime = now.toISOString(), eventId = `e-${++count}`): Occurrence {
  const actor = { type: "IAMUser", name: "deploy" };
  return {
    eventId,
    eventName: "X",
    eventSource: "ec2.amazonaws.com",
    eventTime,
    seenAt: now.toISOString(),
    actor,
  };
}

function fresh(
  fields: { id?: string; detection?: string; severity?: Finding["severity"]; eventTime?: string } = {},
): Finding {
  const { id = `sg-${++count}`, detection = "d", severity = "high", eventTime } = fields;
  const violation = {
    resource: { arn: `arn:${id}`, type: "T", id },
    fingerprint: "f",
    summary: id,
    severity,
    evidence: {},
  };
  return observe(undefined, violation, { account: "1", region: "r", detection }, occurrence(eventTime), now);
}

describe("save", () => {
  it("writes a finding once, and only over the version that was read", async () => {
    const finding = fresh();
    await store.save(finding, undefined);
    await expect(store.save(finding, undefined)).rejects.toThrow(ConflictError);
    const claimed = await store.save(claim(finding, "a", 1000, now), finding);
    await expect(store.save(claim(finding, "b", 1000, now), finding)).rejects.toThrow(ConflictError);
    expect(await store.get(finding.id)).toMatchObject({
      state: "responding",
      lease: { owner: "a" },
      version: claimed.version,
    });
  });

  it("keeps the activity of every write, in order", async () => {
    const first = fresh();
    await store.save(first, undefined);
    const second = await store.save(claim(first, "a", 1000, now), first);
    const third = await store.save(remediate(second, {}, now), second);
    expect((await store.activity(third)).map(({ version, to }) => [version, to])).toEqual([
      [1, "open"],
      [2, "responding"],
      [3, "remediated"],
    ]);
  });

  it("keeps the activity of a write after which the process died", async () => {
    const first = fresh();
    await expect(dying.save(first, undefined)).rejects.toThrow("died");
    const read = await store.get(first.id);
    expect(read && (await store.activity(read))).toMatchObject([{ version: 1 }]);
    const second = await store.save(claim(first, "a", 1000, now), read);
    expect((await store.activity(second)).map(({ version }) => version)).toEqual([1, 2]);
  });
});

describe("update", () => {
  it("decides again when somebody else was faster, so that no event is lost", async () => {
    const finding = fresh();
    await store.save(finding, undefined);
    const { resource, fingerprint, summary, severity, evidence } = finding;
    const events = Array.from({ length: 20 }, () => occurrence());
    const place = { account: "1", region: "r", detection: "d" };
    await Promise.all(
      [...events, ...events].map((event) =>
        store.update(finding.id, (known) =>
          observe(known, { resource, fingerprint, summary, severity, evidence }, place, event, now),
        ),
      ),
    );
    expect(await store.get(finding.id)).toMatchObject({ occurrences: 21, version: 21 });
  });
});

describe("list", () => {
  it("gives pages by any combination of filters, latest first, each finding once", async () => {
    const severities = ["critical", "high", "low"] as const;
    for (let n = 0; n < 30; n++) {
      const eventTime = new Date(now.getTime() + n * 1000).toISOString();
      const finding = fresh({ detection: `list-${n % 2}`, severity: severities[n % 3] ?? "high", eventTime });
      await store.save(finding, undefined);
      if (n % 5 === 0) await store.save(claim(finding, "a", 1000, now), finding);
    }
    const collect = async (filter: Parameters<typeof store.list>[0]) => {
      const found: Finding[] = [];
      let cursor: string | undefined;
      do {
        const page = await store.list(filter, { limit: 4, cursor });
        expect(page.findings.length).toBeLessThanOrEqual(4);
        found.push(...page.findings);
        cursor = page.cursor;
      } while (cursor !== undefined);
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      const times = found.map(({ latest }) => latest.eventTime);
      expect(times).toEqual(times.toSorted((a, b) => b.localeCompare(a)));
      return found.length;
    };
    expect(await collect({ detection: "list-0" })).toBe(15);
    expect(await collect({ detection: "list-0", severity: "critical" })).toBe(5);
    expect(await collect({ detection: "list-1", state: "responding" })).toBe(3);
    expect(await collect({ detection: "list-0", severity: "critical", state: "responding" })).toBe(1);
    expect(await collect({ detection: "list-9" })).toBe(0);
    const everything = await collect({});
    expect(await collect({ state: "open" })).toBe(
      everything - (await collect({ state: "responding" })) - (await collect({ state: "remediated" })),
    );
    expect(await collect({ severity: "low" })).toBe(10);
  });

  it.each(["nonsense", "", "eyJwayI6IngifQ"])("refuses cursor %j", async (cursor) => {
    await expect(store.list({}, { limit: 5, cursor })).rejects.toThrow(InvalidCursorError);
  });
});

describe("a table that can't be reached", () => {
  it("is not taken for a cursor that is wrong", async () => {
    for (let n = 0; n < 2; n++) await store.save(fresh({ detection: "cursor" }), undefined);
    const page = await store.list({ detection: "cursor" }, { limit: 1 });
    expect(page.cursor).toBeDefined();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new DynamoDBClient({
      endpoint: "http://127.0.0.1:9",
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
    });
    const unreachable = openFindings(client, "snapback-findings").list(
      { detection: "cursor" },
      { limit: 1, cursor: page.cursor },
    );
    await expect(unreachable).rejects.not.toBeInstanceOf(InvalidCursorError);
  });
});

describe("due", () => {
  it("has what is due until now, and no more once it is done", async () => {
    const finding = await store.save(fresh(), undefined);
    const ids = async (time: number) =>
      (await store.due(new Date(now.getTime() + time), 500)).findings.map(({ id }) => id);
    expect(await ids(59_999)).not.toContain(finding.id);
    expect(await ids(60_000)).toContain(finding.id);
    const claimed = await store.save(claim(finding, "a", 120_000, now), finding);
    expect(await ids(60_000)).not.toContain(finding.id);
    expect(await ids(120_000)).toContain(finding.id);
    await store.save(remediate(claimed, {}, now), claimed);
    expect(await ids(999_999_999)).not.toContain(finding.id);
  });
});

describe("occurrences", () => {
  it("are kept once per event, with their record", async () => {
    const event = occurrence();
    await store.putOccurrence("fnd_x", event, { eventID: event.eventId });
    await store.putOccurrence("fnd_x", event, { eventID: event.eventId });
    expect(await store.occurrences("fnd_x")).toEqual([event]);
    expect(await store.record("fnd_x", event.eventId)).toBe(JSON.stringify({ eventID: event.eventId }));
    expect(await store.record("fnd_x", "e-none")).toBeUndefined();
  });

  it("of a record that no item could hold keep its beginning", async () => {
    const event = occurrence();
    await store.putOccurrence("fnd_y", event, { big: "x".repeat(500_000) });
    expect(await store.record("fnd_y", event.eventId)).toMatch(/^\{"tooLarge":500010,/);
  });
});

describe("suspects", () => {
  const asked = {
    account: "1",
    region: "r",
    detection: "d",
    reason: "?",
    ask: {},
    occurrence: occurrence(),
    raw: "{}",
  };

  it("of a record that no item could hold are kept all the same", async () => {
    await store.addSuspect({ ...asked, id: "sus_2", raw: JSON.stringify({ big: "x".repeat(500_000) }) });
    expect(JSON.parse((await store.getSuspect("sus_2"))?.raw ?? "")).toMatchObject({ tooLarge: 500_010 });
  });

  it("are asked once, and are due until they are answered", async () => {
    const suspect = { ...asked, id: "sus_1", dueAt: now.toISOString() };
    await store.addSuspect(suspect);
    const dueIds = async () => (await store.due(now, 100)).suspects.map(({ id }) => id);
    expect(await dueIds()).toContain("sus_1");
    await store.putSuspect({ ...suspect, dueAt: undefined, answer: "cleared" });
    await store.addSuspect(suspect);
    expect(await store.getSuspect("sus_1")).toMatchObject({ answer: "cleared" });
    expect(await dueIds()).not.toContain("sus_1");
  });
});
