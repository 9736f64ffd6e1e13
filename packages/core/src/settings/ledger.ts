import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import * as z from "zod";
import { isConditionFailure, model, tableConfig } from "../finding/dynamo.ts";
import { JsonObject } from "../json.ts";
import { Party } from "../person/party.ts";

/**
 * One thing that a person decided, as it is kept for good: what it says is at once the setting (or decision, or exemption)
 * and the record of who made it.
 */
export type Entry = z.infer<typeof Entry>;
export const Entry = z.object({
  /** `settings`, `exemptions`, `channels`, the id of the finding that was decided about, or `notes#` and the id of one with notes. */
  topic: z.string(),
  /** Its place within the topic; the topic's entries are read in this order. */
  name: z.string(),
  at: z.iso.datetime(),
  by: Party,
  /** In words: "ec2-sg-ingress-world: mode auto -> monitor". */
  what: z.string(),
  before: JsonObject.optional(),
  after: JsonObject.optional(),
  data: JsonObject,
});

export type Ledger = ReturnType<typeof openLedger>;

/**
 * The settings table as what it is: entries that are added and never changed. All reads of a topic are consistent; the list
 * by time is not, and lags by moments.
 */
export function openLedger(dynamo: DynamoDBClient, table: string) {
  const entry = new Entity(
    {
      model: model("entry"),
      attributes: {
        topic: { type: "string", required: true },
        name: { type: "string", required: true },
        at: { type: "string", required: true },
        data: { type: "any", required: true },
      },
      indexes: {
        record: {
          pk: { field: "pk", composite: ["topic"], casing: "none" },
          sk: { field: "sk", composite: ["name"], casing: "none" },
        },
        byTime: {
          index: "gsi1",
          pk: { field: "gsi1pk", composite: [] },
          sk: { field: "gsi1sk", composite: ["at", "topic", "name"], casing: "none" },
        },
      },
    },
    tableConfig(dynamo, table),
  );
  const read = (items: readonly { data?: unknown }[]) => items.map(({ data }) => Entry.parse(data));

  return {
    /** Adds an entry; answers false where there is one of its topic and name already, which stays as it is. */
    async add(added: Entry): Promise<boolean> {
      const { topic, name } = added;
      const at = spelled(added.at);
      // Through JSON, which drops members that are undefined.
      const data = Entry.parse(JSON.parse(JSON.stringify({ ...added, at })));
      try {
        await entry.create({ topic, name, at, data }).go();
        return true;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return false;
      }
    },

    async get(topic: string, name: string): Promise<Entry | undefined> {
      const { data } = await entry.get({ topic, name }).go({ consistent: true });
      return data ? Entry.parse(data.data) : undefined;
    },

    /** The last of the topic by name. */
    async latest(topic: string): Promise<Entry | undefined> {
      const { data } = await entry.query.record({ topic }).go({ consistent: true, order: "desc", limit: 1 });
      return read(data)[0];
    },

    /** The topic's entries whose name is `from` or comes after it, in order of their names. */
    async list(topic: string, from?: string): Promise<Entry[]> {
      const query = entry.query.record({ topic });
      const { data } = await (from === undefined ? query : query.gte({ name: from })).go({
        consistent: true,
        pages: "all",
      });
      return read(data);
    },

    /** What was decided since then, of all topics, the earliest first. */
    async since(at: string): Promise<Entry[]> {
      const { data } = await entry.query
        .byTime({})
        .gte({ at: spelled(at) })
        .go({ pages: "all" });
      return read(data);
    },

    /** The `limit` latest entries before a time, of all topics, the latest first. */
    async before(at: string, limit: number): Promise<Entry[]> {
      const { data } = await entry.query
        .byTime({})
        .lt({ at: spelled(at) })
        .go({ order: "desc", count: limit });
      return read(data);
    },
  };
}

/** The time in one spelling, or the order of the texts would not be that of the times. */
function spelled(at: string): string {
  return new Date(at).toISOString();
}
