import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { noticeOf } from "../notice/raise.ts";
import { openNotices } from "../notice/store.ts";
import { causes, isConditionFailure } from "./dynamo.ts";
import { entities, NEVER } from "./entity.ts";
import { historyOperations } from "./history.ts";
import { Finding, type Severity, type State, Suspect } from "./schema.ts";
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

export interface FindingFilter {
  state?: State | undefined;
  severity?: Severity | undefined;
  detection?: string | undefined;
}

/** How long what a write has to tell of may take to reach its own items, before `reconcile` sees to it. */
const FLUSH_MS = 60_000;

/**
 * The findings table's operations. Correct with single-item conditional writes alone: a finding is written only over the
 * version that was read, and all else has a derived id, so that writing it twice is harmless.
 */
export function openFindings(client: DynamoDBClient, table: string, { gatherMs = 20_000 } = {}) {
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
    const { id, state, severity, detection, version, latest } = found;
    return {
      id,
      state,
      severity,
      detection,
      version,
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
