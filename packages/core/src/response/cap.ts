import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import { isConditionFailure, model, tableConfig } from "../finding/dynamo.ts";

/** Counts automatic changes. */
export interface ChangeCount {
  /**
   * Counts one more change under this allowance in the clock hour of `now`, and answers whether it is within the cap: if not,
   * it is not made. A resume begins a new allowance.
   */
  count(allowance: number, cap: number, now: Date): Promise<boolean>;
}

/** How many automatic changes have been made. */
export interface ChangesMade {
  /** Within the cap, under this allowance, in the clock hour of `now`. */
  made(allowance: number, now: Date): Promise<number>;
}

/** The table's time to live tidies away what nobody reads any more. */
const KEEP_MS = 2 * 86_400_000;

/**
 * The count of each clock hour is an item of its own in the findings table, raised by one conditional write: however
 * many responses run at once, no more than the cap get through.
 */
export function openChangeCount(dynamo: DynamoDBClient, table: string): ChangeCount & ChangesMade {
  const changes = new Entity(
    {
      model: model("changes"),
      attributes: {
        /** `2026-11-23T08`, in UTC. */
        hour: { type: "string", required: true },
        allowance: { type: "number", required: true },
        changes: { type: "number" },
        /** Seconds since 1970, as DynamoDB's time to live wants it. */
        expiresAt: { type: "number" },
      },
      indexes: {
        record: { pk: { field: "pk", composite: ["hour"] }, sk: { field: "sk", composite: ["allowance"] } },
      },
    },
    tableConfig(dynamo, table),
  );
  return {
    async count(allowance, cap, now) {
      // The first of an hour has no count to compare.
      if (cap < 1) return false;
      const hour = hourOf(now);
      try {
        await changes
          .update({ hour, allowance })
          .add({ changes: 1 })
          .set({ expiresAt: Math.ceil((now.getTime() + KEEP_MS) / 1000) })
          .where((field, { lt, notExists }) => `${notExists(field.changes)} OR ${lt(field.changes, cap)}`)
          .go();
        return true;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return false;
      }
    },

    async made(allowance, now) {
      const { data } = await changes.get({ hour: hourOf(now), allowance }).go({ consistent: true });
      return data?.changes ?? 0;
    },
  };
}

function hourOf(now: Date): string {
  return now.toISOString().slice(0, 13);
}
