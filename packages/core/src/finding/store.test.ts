import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type LocalTable, openFindingsTable } from "@snapback/local/findings-table";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { after, callWith, exemptionWith, START as now, seenWith } from "../../test/lives.ts";
import { dyingClient } from "../../test/responder.ts";
import { type NoticeStore, openNotices } from "../notice/store.ts";
import { claim, fail, remediate } from "./lifecycle.ts";
import { observe } from "./observe.ts";
import type { Finding, Occurrence } from "./schema.ts";
import { ConflictError, type FindingStore, InvalidCursorError, openFindings } from "./store.ts";

/** A batch as the client has it, its items still in DynamoDB's form or already in JavaScript's. */
const Batch = z.object({
  Responses: z.record(z.string(), z.array(z.looseObject({ pk: z.unknown(), sk: z.unknown() }))),
});

/* Against dynalite, which has DynamoDB's protocol, conditions and indexes. */

let table: LocalTable;
let store: FindingStore;
let notices: NoticeStore;
beforeAll(async () => {
  table = await openFindingsTable(undefined, "us-east-1");
  store = openFindings(table.client, table.table, { gatherMs: 0 });
  notices = openNotices(table.client, table.table);
});
afterAll(() => table.close());

/** The same table for a process that dies when it has made so many writes. */
const dyingAfter = (writes: number) =>
  openFindings(dyingClient(table.url, writes), table.table, { gatherMs: 0 });

let count = 0;

function occurrence(eventTime = now.toISOString()): Occurrence {
  count += 1;
  return callWith(`e-${count}`, { eventTime });
}

interface Fresh {
  detection?: string;
  severity?: Finding["severity"];
  eventTime?: string;
  exempt?: boolean;
}

/** A finding of its own. */
function fresh({ detection = "d", severity = "high", eventTime, exempt = false }: Fresh = {}): Finding {
  const seen = occurrence(eventTime);
  const id = `sg-${count}`;
  const different = { resource: { arn: `arn:${id}`, type: "T", id }, summary: id, severity };
  const where = { account: "1", region: "r", detection };
  const exemption = exempt ? exemptionWith() : undefined;
  return observe(undefined, seenWith("", { violation: different, where, occurrence: seen, exemption }), now);
}

const versions = async (finding: Finding) => (await store.activity(finding)).map(({ version }) => version);
const dueIds = async (time: number) => {
  const { findings } = await store.due(after(time), 500);
  return findings.map(({ id }) => id);
};
const toldOf = async ({ id }: Finding) => {
  const unsent = await notices.unsent(after(999_999_999), 500);
  return unsent.filter(({ findingId }) => findingId === id).map(({ kind }) => kind);
};
describe("save", () => {
  it("writes a finding once, and only over the version that was read", async () => {
    const finding = fresh();
    await store.save(finding, undefined);
    await expect(store.save(finding, undefined)).rejects.toThrow(ConflictError);
    const claimed = await store.save(claim(finding, "a", 1000, now), finding);
    await expect(store.save(claim(finding, "b", 1000, now), finding)).rejects.toThrow(ConflictError);
    expect(await store.get(finding.id)).toEqual(claimed);
  });

  it("of what has not changed writes nothing", async () => {
    const finding = await store.save(fresh(), undefined);
    expect(await dyingAfter(0).save(finding, finding)).toBe(finding);
    expect(await versions(finding)).toEqual([1]);
  });

  it("keeps the activity of every write, in order, and has people told", async () => {
    const first = await store.save(fresh(), undefined);
    const second = await store.save(claim(first, "a", 1000, now), first);
    const third = await store.save(remediate(second, { state: {} }, now), second);
    expect((await store.activity(third)).map(({ version, to }) => [version, to])).toEqual([
      [1, "open"],
      [2, "responding"],
      [3, "remediated"],
    ]);
    expect(await store.activity({ ...third, pending: [] })).toEqual(await store.activity(third));
    expect(await toldOf(first)).toEqual(["found"]);
  });

  it("tells people only what they have to know", async () => {
    expect(await toldOf(await store.save(fresh({ severity: "medium" }), undefined))).toEqual([]);
    expect(await toldOf(await store.save(fresh({ exempt: true }), undefined))).toEqual([]);
  });
});

describe("a process that dies", () => {
  it("before it has written the activity of a write has it written by the next one", async () => {
    const first = fresh();
    await expect(dyingAfter(1).save(first, undefined)).rejects.toThrow("died");
    const read = await store.get(first.id);
    expect(read && (await store.activity(read))).toMatchObject([{ version: 1 }]);
    expect(await toldOf(first)).toEqual([]);
    const second = await store.save(claim(first, "a", 1000, now), read);
    expect(await versions({ ...second, pending: [] })).toEqual([1, 2]);
    expect(await toldOf(first)).toEqual(["found"]);
  });

  it.each([1, 2, 3])(
    "after %d writes of what comes to rest leaves it due within a minute",
    async (writes) => {
      const first = await store.save(fresh({ severity: "critical" }), undefined);
      const claimed = await store.save(claim(first, "a", 1000, now), first);
      const resting = fail(claimed, { code: "X", message: "no" }, now);
      // The one before is flushed first: that it was told already is not known to this process.
      await expect(dyingAfter(writes + 1).save(resting, claimed)).rejects.toThrow("died");
      const read = await store.get(first.id);
      expect(read).toEqual(resting);
      expect(await dueIds(59_999)).not.toContain(first.id);
      expect(await dueIds(60_000)).toContain(first.id);

      await store.settle(resting);
      expect(await dueIds(999_999_999)).not.toContain(first.id);
      expect(await versions({ ...resting, pending: [] })).toEqual([1, 2, 3]);
      expect((await toldOf(first)).toSorted()).toEqual(["failed", "found"]);
    },
  );

  it("leaves what is due in time anyhow due then", async () => {
    const first = fresh();
    await expect(dyingAfter(1).save(first, undefined)).rejects.toThrow("died");
    expect(await dueIds(59_999)).not.toContain(first.id);
    expect(await dueIds(60_000)).toContain(first.id);
  });

  it("leaves what is due in a day due within a minute, too, and then in a day again", async () => {
    const covered = fresh({ exempt: true });
    await expect(dyingAfter(1).save(covered, undefined)).rejects.toThrow("died");
    expect(await dueIds(60_000)).toContain(covered.id);
    await store.settle(covered);
    expect(await dueIds(86_399_999)).not.toContain(covered.id);
    expect(await dueIds(86_400_000)).toContain(covered.id);
  });
});

describe("settle", () => {
  it("tells nobody anything twice, however often it is done", async () => {
    const finding = await store.save(fresh(), undefined);
    const read = await store.get(finding.id);
    if (read)
      for (let times = 0; times < 3; times++) await openFindings(table.client, table.table).settle(read);
    expect(await toldOf(finding)).toEqual(["found"]);
    expect(await versions(finding)).toEqual([1]);
    const unsent = await notices.unsent(after(999_999_999), 500);
    const notice = unsent.find(({ findingId }) => findingId === finding.id);
    if (!notice) throw new Error("there is a notice");
    await notices.save({ ...notice, version: 2, dueAt: undefined }, notice);
    if (read) await openFindings(table.client, table.table).settle(read);
    expect(await toldOf(finding)).toEqual([]);
  });

  it("writes nothing over what somebody else wrote since", async () => {
    const first = await store.save(fresh({ exempt: true }), undefined);
    const second = await store.save({ ...first, version: 2, summary: "later", pending: [] }, first);
    await store.settle(first);
    expect(await store.get(first.id)).toEqual(second);
  });
});

describe("update", () => {
  it("decides again when somebody else was faster, so that no event is lost", async () => {
    const finding = await store.save(fresh(), undefined);
    const { resource, summary } = finding;
    const events = Array.from({ length: 8 }, () => occurrence());
    const where = { account: "1", region: "r", detection: "d" };
    const violation = { resource, summary };
    await Promise.all(
      [...events, ...events].map((event) =>
        store.update(finding.id, (known) =>
          observe(known, seenWith("", { violation, where, occurrence: event }), now),
        ),
      ),
    );
    expect(await store.get(finding.id)).toMatchObject({ occurrences: 9, version: 9 });
  });

  it("of what there is not yet makes it, once", async () => {
    const finding = fresh();
    const made = await Promise.all(
      Array.from({ length: 5 }, () => store.update(finding.id, (known) => known ?? finding)),
    );
    expect(made.map(({ version }) => version)).toEqual([1, 1, 1, 1, 1]);
  });
});

describe("the activity of all findings", () => {
  it("comes latest first, a page at a time, before a time", async () => {
    const times = [5, 4, 3, 2, 1].map((minutes) => after(-minutes * 60_000));
    for (const time of times) {
      const finding = fresh();
      const pending = finding.pending.map((entry) => ({ ...entry, at: time.toISOString() }));
      await store.save({ ...finding, pending }, undefined);
    }
    const [five, four, three, two, one] = times.map((time) => time.toISOString());
    const before = async (time: string | undefined, limit: number) =>
      (await store.activityBefore(time ?? "", limit)).map(({ at }) => at);
    expect(await before(now.toISOString(), 2)).toEqual([one, two]);
    expect(await before(two, 2)).toEqual([three, four]);
    expect(await before(four, 2)).toEqual([five]);
    expect(await before(five, 2)).toEqual([]);
  });
});

describe("list", () => {
  it("gives pages of a state, latest first, each finding once", async () => {
    for (let n = 0; n < 30; n++) {
      const eventTime = new Date(now.getTime() + n * 1000).toISOString();
      const finding = fresh({ eventTime });
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
    expect(await collect({ state: "responding" })).toBeGreaterThanOrEqual(6);
    expect(await collect({ state: "contested" })).toBe(0);
    expect(await collect({ state: "open" })).toBeGreaterThanOrEqual(24);
  });

  it.each(["nonsense", "", "eyJwayI6IngifQ"])("refuses cursor %j", async (cursor) => {
    await expect(store.list({ state: "open" }, { limit: 5, cursor })).rejects.toThrow(InvalidCursorError);
  });
});

describe("a table that can't be reached", () => {
  it("is not taken for a cursor that is wrong", async () => {
    for (let n = 0; n < 2; n++) await store.save(fresh(), undefined);
    const page = await store.list({ state: "open" }, { limit: 1 });
    expect(page.cursor).toBeDefined();
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new DynamoDBClient({
      endpoint: "http://127.0.0.1:9",
      region: "us-east-1",
      credentials,
      maxAttempts: 1,
    });
    const unreachable = openFindings(client, "snapback-findings").list(
      { state: "open" },
      { limit: 1, cursor: page.cursor },
    );
    await expect(unreachable).rejects.not.toBeInstanceOf(InvalidCursorError);
  });
});

describe("rows", () => {
  it("tell of every write, from its time on, with the finding's latest version alone", async () => {
    const clock = { now: new Date("2027-01-01T00:00:00.000Z") };
    const timed = openFindings(table.client, table.table, { clock: () => clock.now });
    const [one, two] = [await timed.save(fresh(), undefined), await timed.save(fresh(), undefined)];
    clock.now = new Date("2027-01-01T00:01:00.000Z");
    const later = await timed.save(claim(two, "a", 1000, now), two);
    const ids = async (since: string) =>
      (await timed.changes(since)).map(({ row, changedAt }) => [row.id, row.state, row.version, changedAt]);
    const of = (finding: Finding, at: string) => [finding.id, finding.state, finding.version, at];
    expect(await ids("2027-01-01T00:00:00.000Z")).toEqual([
      of(one, "2027-01-01T00:00:00.000Z"),
      of(later, "2027-01-01T00:01:00.000Z"),
    ]);
    expect(await ids("2027-01-01T00:00:00.001Z")).toEqual([of(later, "2027-01-01T00:01:00.000Z")]);
    expect(await ids("2027-01-01T00:01:00.001Z")).toEqual([]);
    expect((await timed.changes(undefined)).length).toBeGreaterThan(2);
  });

  it("lead to the findings, in the order that was asked for", async () => {
    const [one, two] = [await store.save(fresh(), undefined), await store.save(fresh(), undefined)];
    expect(await store.getAll([two.id, "fnd_none", one.id])).toEqual([two, one]);
    expect(await store.getAll([])).toEqual([]);
  });

  it("lead to all of them, whatever the order in which DynamoDB has them, and whatever it had no room for", async () => {
    const three = [
      await store.save(fresh(), undefined),
      await store.save(fresh(), undefined),
      await store.save(fresh(), undefined),
    ];
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const client = new DynamoDBClient({ endpoint: table.url, region: "us-east-1", credentials });
    let asked = 0;
    client.middlewareStack.add(
      (next) => async (args) => {
        asked += 1;
        const answer = await next(args);
        const { Responses } = Batch.parse(answer.output);
        const [left, ...items] = (Responses[table.table] ?? []).toReversed();
        if (asked === 1 && left) {
          const key = { pk: left.pk, sk: left.sk };
          Object.assign(answer.output, {
            Responses: { [table.table]: items },
            UnprocessedKeys: { [table.table]: { Keys: [key] } },
          });
        }
        return answer;
      },
      { step: "initialize" },
    );
    const ids = three.map(({ id }) => id);
    expect(await openFindings(client, table.table).getAll(ids)).toEqual(three);
    expect(asked).toBe(2);
    client.destroy();
  });
});

describe("due", () => {
  it("has what is due until now, and no more once it is done", async () => {
    const finding = await store.save(fresh(), undefined);
    expect(await dueIds(59_999)).not.toContain(finding.id);
    expect(await dueIds(60_000)).toContain(finding.id);
    const claimed = await store.save(claim(finding, "a", 120_000, now), finding);
    expect(await dueIds(60_000)).not.toContain(finding.id);
    expect(await dueIds(120_000)).toContain(finding.id);
    await store.save(remediate(claimed, { state: {} }, now), claimed);
    expect(await dueIds(999_999_999)).not.toContain(finding.id);
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
    const ids = async () => (await store.due(now, 100)).suspects.map(({ id }) => id);
    expect(await ids()).toContain("sus_1");
    await store.putSuspect({ ...suspect, dueAt: undefined, answer: "cleared" });
    await store.addSuspect(suspect);
    expect(await store.getSuspect("sus_1")).toMatchObject({ answer: "cleared" });
    expect(await ids()).not.toContain("sus_1");
  });
});
