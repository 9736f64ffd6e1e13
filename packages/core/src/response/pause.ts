import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { Entity } from "electrodb";
import { isConditionFailure, model, tableConfig } from "../finding/dynamo.ts";

/** That the pause fell by itself: for as long as nobody resumes, which begins a new allowance. */
export interface FallenPause {
  /** When and why it fell under this allowance; `undefined` where it did not. Read consistently. */
  get(allowance: number): Promise<{ at: string; reason: string } | undefined>;
  /** Lets it fall, once; answers whether this call did. */
  fall(allowance: number, reason: string, now: Date): Promise<boolean>;
}

/**
 * Kept in the findings table: `respond`, which lets the pause fall, can't write settings.
 */
export function openFallenPause(dynamo: DynamoDBClient, table: string): FallenPause {
  const pause = new Entity(
    {
      model: model("pause"),
      attributes: {
        allowance: { type: "number", required: true },
        at: { type: "string", required: true },
        reason: { type: "string", required: true },
      },
      indexes: {
        record: { pk: { field: "pk", composite: ["allowance"] }, sk: { field: "sk", composite: [] } },
      },
    },
    tableConfig(dynamo, table),
  );
  return {
    async get(allowance) {
      const { data } = await pause.get({ allowance }).go({ consistent: true });
      return data ? { at: data.at, reason: data.reason } : undefined;
    },
    async fall(allowance, reason, now) {
      try {
        await pause.create({ allowance, at: now.toISOString(), reason }).go();
        return true;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return false;
      }
    },
  };
}
