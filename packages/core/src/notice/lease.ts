import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import { isConditionFailure, model, tableConfig } from "../finding/dynamo.ts";

/** Who sends notices, and until when nobody else may: one item in the findings table. */
export function openSendLease(dynamo: DynamoDBClient, table: string) {
  const lease = new Entity(
    {
      model: model("sending"),
      attributes: {
        what: { type: "string", required: true },
        owner: { type: "string", required: true },
        until: { type: "string", required: true },
      },
      indexes: {
        record: { pk: { field: "pk", composite: ["what"] }, sk: { field: "sk", composite: [] } },
      },
    },
    tableConfig(dynamo, table),
  );
  const what = "notices";

  return {
    /** Takes the lease unless somebody else has it. Answers whether the owner has it now. */
    async claim(owner: string, leaseMs: number, now: Date): Promise<boolean> {
      const until = new Date(now.getTime() + leaseMs).toISOString();
      try {
        await lease
          .put({ what, owner, until })
          .where((field, { eq, lte, notExists }) =>
            [notExists(field.owner), lte(field.until, now.toISOString()), eq(field.owner, owner)].join(
              " OR ",
            ),
          )
          .go();
        return true;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return false;
      }
    },

    /** Gives the lease back; where somebody else has taken it over, it stays theirs. */
    async release(owner: string, now: Date): Promise<void> {
      try {
        await lease
          .put({ what, owner, until: now.toISOString() })
          .where((field, { eq }) => eq(field.owner, owner))
          .go();
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
      }
    },
  };
}
