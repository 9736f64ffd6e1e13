import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CustomAttributeType, Entity } from "electrodb";
import { isConditionFailure, model, tableConfig } from "../finding/dynamo.ts";
import { NEVER } from "../finding/entity.ts";
import { inBatches } from "./batches.ts";
import { openSendLease } from "./lease.ts";
import { Notice } from "./schema.ts";

export type NoticeStore = ReturnType<typeof openNotices>;

/** Somebody else wrote this notice since it was read. */
export class NoticeConflictError extends Error {
  override name = "NoticeConflictError";
}

/**
 * The notices' items in the findings table. None is ever deleted, so that a notice that is raised again much later, by
 * whoever finishes what a dead process began, is still known as told.
 */
export function openNotices(dynamo: DynamoDBClient, table: string) {
  const notice = new Entity(
    {
      model: model("notice"),
      attributes: {
        id: { type: "string", required: true },
        dueAt: { type: "string", required: true },
        version: { type: "number", required: true },
        data: { type: CustomAttributeType<Notice>("any"), required: true },
      },
      indexes: {
        record: { pk: { field: "pk", composite: ["id"] }, sk: { field: "sk", composite: [] } },
        due: {
          index: "gsi5",
          condition: ({ dueAt }) => dueAt !== NEVER,
          pk: { field: "gsi5pk", composite: [] },
          sk: { field: "gsi5sk", composite: ["dueAt", "id"] },
        },
      },
    },
    tableConfig(dynamo, table),
  );
  const item = (data: Notice) => ({
    id: data.id,
    version: data.version,
    dueAt: data.dueAt ?? NEVER,
    data,
  });

  async function get(id: string): Promise<Notice | undefined> {
    const { data } = await notice.get({ id }).go({ consistent: true });
    return data ? Notice.parse(data.data) : undefined;
  }

  /** The ids of at most `limit` that are due until then, the earliest first, as the index has them, which lags. */
  async function dueIds(until: Date, limit: number): Promise<string[]> {
    // An index key goes on with the id, and so lies behind its own time.
    const dueAt = new Date(until.getTime() + 1).toISOString();
    const { data } = await notice.query.due({}).lt({ dueAt }).go({ count: limit });
    return data.map(({ id }) => id);
  }

  return {
    ...openSendLease(dynamo, table),

    /** Writes down what has to be told. One that is known already, told or not, stays as it is. */
    async raise(raised: Notice): Promise<void> {
      try {
        await notice.create(item(raised)).go();
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },

    get,

    /** Is there one to look at? By the index, which lags: one that was just settled may still count. */
    async anyDue(now: Date): Promise<boolean> {
      return (await dueIds(now, 1)).length > 0;
    },

    /** What is to be looked at until then, at most `limit`, the earliest first, each read consistently. */
    async unsent(until: Date, limit: number): Promise<Notice[]> {
      const found = await inBatches(await dueIds(until, limit), get);
      return found.flatMap((one) => (one?.dueAt !== undefined ? [one] : []));
    },

    /** Writes `next` over `previous`. @throws NoticeConflictError when it is not any more as `previous` was read. */
    async save(next: Notice, previous: Notice): Promise<void> {
      try {
        await notice
          .put(item(next))
          .where(({ version }, { eq }) => eq(version, previous.version))
          .go();
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        const words = `${previous.id} has changed since version ${previous.version} was read`;
        throw new NoticeConflictError(words, { cause: error });
      }
    },
  };
}
