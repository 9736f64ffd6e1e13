import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { noticeOf } from "../notice/raise.ts";
import { openNotices } from "../notice/store.ts";
import { causes, isConditionFailure } from "./dynamo.ts";
import { entities, NEVER } from "./entity.ts";
import { historyOperations } from "./history.ts";
import { FindingRow, rowOf } from "./rows/row.ts";
import type { Changed } from "./rows/rows.ts";
import { Finding, type State, Suspect } from "./schema.ts";
import { suspectOperations } from "./suspect-operations.ts";

export type FindingStore = ReturnType<typeof openFindings>;

/** Somebody else wrote this finding since it was read. Read it again, and decide again. */
export class ConflictError extends Error {
  override name = "ConflictError";
}

/** A list's cursor that this table did not give out. */
export class InvalidCursorError extends Error {
  override name = "InvalidCursorError";
}

/** How long what a write has to tell of may take to reach its own items, before `reconcile` sees to it. */
const FLUSH_MS = 60_000;

/**
 * The findings table's operations. Correct with single-item conditional writes alone: a finding is written only over the
 * version that was read, and all else has a derived id, so that writing it twice is harmless.
 */
export function openFindings(
  client: DynamoDBClient,
  table: string,
  { gatherMs = 20_000, clock = () => new Date() } = {},
) {
  const { finding, occurrence, activity, suspect } = entities(client, table);
  const notices = openNotices(client, table);
  /** Findings whose pending activity this process knows to have reached its items. */
  const flushed = new WeakSet<Finding>();

  /** Gives a finding's activity items of their own, and has people told of it. Harmless to do twice. */
  async function flush(found: Finding): Promise<void> {
    if (flushed.has(found)) return;
    for (const entry of found.pending) {
      const notice = noticeOf(found, entry, gatherMs);
      if (notice) await notices.raise(notice);
      await activity.put({ ...entry, data: entry }).go();
    }
    flushed.add(found);
  }

  /** The finding as it is now, read consistently; `undefined` where there is none. */
  async function get(id: string): Promise<Finding | undefined> {
    const { data } = await finding.get({ id }).go({ consistent: true });
    return data ? Finding.parse(data.data) : undefined;
  }

  function itemOf(found: Finding, dueAt: string | undefined) {
    const { id, state, version, latest } = found;
    return {
      id,
      state,
      version,
      changedAt: clock().toISOString(),
      row: rowOf(found),
      dueAt: dueAt ?? NEVER,
      lastSeenAt: latest.eventTime,
      data: found,
    };
  }

  /**
   * Writes `next` over `previous`, or as a new finding where that is undefined.
   *
   * @throws ConflictError when the finding is not (any more) as `previous` was read.
   */
  async function save(next: Finding, previous: Finding | undefined): Promise<Finding> {
    if (next === previous) return next;
    if (previous) await flush(previous);
    const flushBy = flushTime(next);
    try {
      await finding
        .put(itemOf(next, flushBy ?? next.dueAt))
        .where((field, { eq, notExists }) =>
          previous ? eq(field.version, previous.version) : notExists(field.version),
        )
        .go();
    } catch (error) {
      if (!isConditionFailure(error)) throw error;
      throw new ConflictError(`${next.id} has changed since version ${previous?.version ?? 0} was read`, {
        cause: error,
      });
    }
    if (flushBy === undefined) await flush(next);
    else await settle(next);
    return next;
  }

  /** Makes sure that what the finding's latest write has to tell of is in its own items, and that it is due no earlier than it says. */
  async function settle(found: Finding): Promise<void> {
    await flush(found);
    try {
      await finding
        .put(itemOf(found, found.dueAt))
        .where((field, { eq }) => eq(field.version, found.version))
        .go();
    } catch (error) {
      // Whoever wrote it since has flushed it before.
      if (!isConditionFailure(error)) throw error;
    }
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

    settle,
    ...historyOperations({ occurrence, activity }),
    ...suspectOperations({ suspect }),

    /** Findings as they are now, read consistently, in the order of their ids here; those that are not there are left out. */
    async getAll(ids: readonly string[]): Promise<Finding[]> {
      const found = new Map<string, Finding>();
      let wanted = ids.map((id) => ({ id }));
      while (wanted.length > 0) {
        const { data, unprocessed } = await finding.get(wanted).go({ consistent: true });
        for (const item of data) found.set(item.id, Finding.parse(item.data));
        // What DynamoDB had no room for in its answer.
        wanted = unprocessed;
      }
      return ids.flatMap((id) => found.get(id) ?? []);
    },

    /**
     * The rows of what was written at that time or later, or of all findings: an index's answer, which lags by moments.
     *
     * @param since RFC 3339, in UTC, with milliseconds
     */
    changes: async (since: string | undefined): Promise<Changed[]> => {
      const query = finding.query.changed({});
      const { data } = await (since === undefined ? query : query.gte({ changedAt: since })).go({
        pages: "all",
      });
      return data.map(({ row, changedAt }) => ({ row: FindingRow.parse(row), changedAt }));
    },

    /**
     * A page of the findings in a state, latest first.
     *
     * @throws InvalidCursorError
     */
    async list({ state }: { state: State }, page: { limit: number; cursor?: string | undefined }) {
      if (page.cursor === "") throw new InvalidCursorError("a cursor is not empty");
      try {
        const { data, cursor } = await finding.query
          .byState({ state })
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
  };
}

/**
 * Where a finding comes to rest with something to tell, nobody would see to it that this was told, were the process to die right
 * after the write: until then it is due.
 */
function flushTime({ pending, dueAt }: Finding): string | undefined {
  const [entry] = pending;
  if (!entry) return undefined;
  const by = new Date(Date.parse(entry.at) + FLUSH_MS).toISOString();
  const soon = new Date(Date.parse(entry.at) + 5 * FLUSH_MS).toISOString();
  return dueAt === undefined || dueAt > soon ? by : undefined;
}

/** Text that is no cursor, or one whose keys are of another list. */
function isBadCursor(error: unknown): boolean {
  return causes(error).some(
    ({ name, message }) => name === "ValidationException" || message.startsWith("Unable to parse cursor"),
  );
}
