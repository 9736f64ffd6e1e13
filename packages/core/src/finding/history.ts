import type { entities } from "./entity.ts";
import { Activity, type Finding, Occurrence } from "./schema.ts";

/** An item holds 400 KB; a record comes with at most 256 KB from EventBridge, but bare ones may be larger. */
const RAW_LIMIT = 300_000;

/** What the findings table keeps of how a finding came to be as it is: the calls that showed it, and what was done. */
export function historyOperations({
  occurrence,
  activity,
}: Pick<ReturnType<typeof entities>, "occurrence" | "activity">) {
  return {
    /** Keeps the call that showed a violation, with its record. Written before the finding counts it. */
    async putOccurrence(findingId: string, seen: Occurrence, raw: unknown): Promise<void> {
      const text = bounded(JSON.stringify(raw));
      await occurrence.put({ findingId, eventId: seen.eventId, data: seen, raw: text }).go();
    },

    /** All calls that showed a violation, the earliest first, without their records. */
    async occurrences(findingId: string): Promise<Occurrence[]> {
      const { data } = await occurrence.query
        .record({ findingId })
        .go({ pages: "all", consistent: true, attributes: ["data"] });
      return data
        .map((item) => Occurrence.parse(item.data))
        .toSorted((a, b) => a.eventTime.localeCompare(b.eventTime));
    },

    /** The CloudTrail record of one such call, as JSON text; `undefined` where there is none. */
    async record(findingId: string, eventId: string): Promise<string | undefined> {
      const { data } = await occurrence.get({ findingId, eventId }).go();
      return data?.raw;
    },

    /** In the order in which it happened, with what may not have reached its own items yet. */
    async activity(found: Finding): Promise<Activity[]> {
      const { data } = await activity.query
        .record({ findingId: found.id })
        .go({ pages: "all", consistent: true });
      const entries = [...data.map((item) => Activity.parse(item.data)), ...found.pending];
      return [...new Map(entries.map((entry) => [entry.version, entry])).values()].toSorted(
        (a, b) => a.version - b.version,
      );
    },

    /** The `limit` latest entries before a time, of all findings, the latest first. */
    async activityBefore(at: string, limit: number): Promise<Activity[]> {
      const { data } = await activity.query.all({}).lt({ at }).go({ order: "desc", count: limit });
      return data.map((item) => Activity.parse(item.data));
    },
  };
}

/** A record's JSON text, or, of one too large for an item, JSON that says so and has its beginning. */
export function bounded(text: string): string {
  return text.length <= RAW_LIMIT
    ? text
    : JSON.stringify({ tooLarge: text.length, start: text.slice(0, 1000) });
}
