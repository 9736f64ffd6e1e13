import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { causes, isConditionFailure } from "./dynamo.ts";
import { entities, NEVER } from "./entity.ts";
import { Activity, Finding, Occurrence, type Severity, type State, Suspect } from "./schema.ts";

export type FindingStore = ReturnType<typeof openFindings>;

/** Somebody else wrote this finding since it was read. Read it again, and decide again. */
export class ConflictError extends Error {
  override name = "ConflictError";
}

/** A list's cursor that this table did not give out. */
export class InvalidCursorError extends Error {
  override name = "InvalidCursorError";
}

export interface FindingFilter {
  state?: State | undefined;
  severity?: Severity | undefined;
  detection?: string | undefined;
}

/** An item holds 400 KB; a record comes with at most 256 KB from EventBridge, but bare ones may be larger. */
const RAW_LIMIT = 300_000;

/**
 * The findings table's operations. Correct with single-item conditional writes alone: a finding is written only over the
 * version that was read, and all else has a derived id, so that writing it twice is harmless.
 */
export function openFindings(client: DynamoDBClient, table: string) {
  const { finding, occurrence, activity, suspect } = entities(client, table);
  /** Findings whose pending activity this process knows to have reached its items. */
  const flushed = new WeakSet<Finding>();

  async function flush(found: Finding): Promise<void> {
    if (flushed.has(found)) return;
    for (const entry of found.pending) await activity.put({ ...entry, data: entry }).go();
    flushed.add(found);
  }

  /** The finding as it is now, read consistently; `undefined` where there is none. */
  async function get(id: string): Promise<Finding | undefined> {
    const { data } = await finding.get({ id }).go({ consistent: true });
    return data ? Finding.parse(data.data) : undefined;
  }

  /**
   * Writes `next` over `previous`, or as a new finding where that is undefined.
   *
   * @throws ConflictError when the finding is not (any more) as `previous` was read.
   */
  async function save(next: Finding, previous: Finding | undefined): Promise<Finding> {
    if (next === previous) return next;
    if (previous) await flush(previous);
    const { id, state, severity, detection, version, dueAt = NEVER } = next;
    const item = {
      id,
      state,
      severity,
      detection,
      version,
      dueAt,
      lastSeenAt: next.latest.eventTime,
      data: next,
    };
    try {
      await finding
        .put(item)
        .where((field, { eq, notExists }) =>
          previous ? eq(field.version, previous.version) : notExists(field.version),
        )
        .go();
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      throw new ConflictError(`${id} has changed since version ${previous?.version ?? 0} was read`, {
        cause: error,
      });
    }
    await flush(next);
    return next;
  }

  /** Reads, decides, writes; again from the start for as long as somebody else was faster. */
  async function update(id: string, decide: (known: Finding | undefined) => Finding): Promise<Finding> {
    for (;;) {
      const known = await get(id);
      try {
        return await save(decide(known), known);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
      }
    }
  }

  return {
    get,
    save,
    update,

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

    /**
     * A page of findings, latest first. The most selective index serves the list, the other filters apply to what it
     * gives.
     *
     * @throws InvalidCursorError
     */
    async list(filter: FindingFilter, page: { limit: number; cursor?: string | undefined }) {
      const { state, severity, detection } = filter;
      const query =
        detection !== undefined
          ? finding.query.byDetection({ detection })
          : state !== undefined
            ? finding.query.byState({ state })
            : severity !== undefined
              ? finding.query.bySeverity({ severity })
              : finding.query.all({});
      const wanted = { state, severity };
      if (page.cursor === "") throw new InvalidCursorError("a cursor is not empty");
      try {
        const { data, cursor } = await query
          .where((field, { eq }) =>
            [
              wanted.state && eq(field.state, wanted.state),
              wanted.severity && eq(field.severity, wanted.severity),
            ]
              .filter((condition) => condition !== undefined && condition !== "")
              .join(" AND "),
          )
          .go({ count: page.limit, order: "desc", cursor: page.cursor ?? null });
        return { findings: data.map((item) => Finding.parse(item.data)), cursor: cursor ?? undefined };
      } catch (error) {
        if (page.cursor === undefined || !isBadCursor(error)) throw error;
        throw new InvalidCursorError("this cursor is not one of this list's", { cause: error });
      }
    },

    /** Findings and suspects that are due, earliest first, at most `limit` of each. */
    async due(now: Date, limit: number): Promise<{ findings: Finding[]; suspects: Suspect[] }> {
      // An index key goes on with the id, and so lies behind its own time.
      const until = { dueAt: new Date(now.getTime() + 1).toISOString() };
      const findings = await finding.query.due({}).lt(until).go({ count: limit });
      const suspects = await suspect.query.due({}).lt(until).go({ count: limit });
      return {
        findings: findings.data.map((item) => Finding.parse(item.data)),
        suspects: suspects.data.map((item) => Suspect.parse(item.data)),
      };
    },

    async getSuspect(id: string): Promise<Suspect | undefined> {
      const { data } = await suspect.get({ id }).go({ consistent: true });
      return data ? Suspect.parse(data.data) : undefined;
    },

    /** Keeps a question for the live account; one that is known already stays as it is. */
    async addSuspect(asked: Suspect): Promise<void> {
      const data = { ...asked, raw: bounded(asked.raw) };
      try {
        await suspect.create({ id: asked.id, dueAt: asked.dueAt ?? NEVER, data }).go();
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    /** Writes what became of a question. */
    async putSuspect(asked: Suspect): Promise<void> {
      await suspect.put({ id: asked.id, dueAt: asked.dueAt ?? NEVER, data: asked }).go();
    },
  };
}

/** A record's JSON text, or, of one too large for an item, JSON that says so and has its beginning. */
function bounded(text: string): string {
  return text.length <= RAW_LIMIT
    ? text
    : JSON.stringify({ tooLarge: text.length, start: text.slice(0, 1000) });
}

/** Text that is no cursor, or one whose keys are of another list. */
function isBadCursor(error: unknown): boolean {
  return causes(error).some(
    ({ name, message }) => name === "ValidationException" || message.startsWith("Unable to parse cursor"),
  );
}
