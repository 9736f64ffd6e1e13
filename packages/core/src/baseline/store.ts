import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CustomAttributeType, Entity } from "electrodb";
import { isConditionFailure, model, tableConfig } from "../finding/dynamo.ts";
import { Baseline, type BaselineKey } from "./schema.ts";

export interface BaselineStore {
  /** Read consistently. */
  get(key: BaselineKey): Promise<Baseline | undefined>;
  /** Keeps it unless one of the same time or a later one is known. Answers whether it was kept. */
  put(baseline: Baseline): Promise<boolean>;
}

/** The baselines' items in the findings table. All of one resource's share a partition key. */
export function openBaselines(dynamo: DynamoDBClient, table: string): BaselineStore {
  const entity = new Entity(
    {
      model: model("baseline"),
      attributes: {
        account: { type: "string", required: true },
        region: { type: "string", required: true },
        resource: { type: "string", required: true },
        aspect: { type: "string", required: true },
        at: { type: "string", required: true },
        data: { type: CustomAttributeType<Baseline>("any"), required: true },
      },
      indexes: {
        record: {
          pk: { field: "pk", composite: ["account", "region", "resource"], casing: "none" },
          sk: { field: "sk", composite: ["aspect"], casing: "none" },
        },
      },
    },
    tableConfig(dynamo, table),
  );
  return {
    async get({ account, region, resource, aspect }) {
      const { data } = await entity.get({ account, region, resource, aspect }).go({ consistent: true });
      return data ? Baseline.parse(data.data) : undefined;
    },
    async put(baseline) {
      const { account, region, resource, aspect } = baseline;
      // Times are compared as text: CloudTrail's whole seconds have to be spelled like the times of reads.
      const at = new Date(baseline.at).toISOString();
      try {
        await entity
          .put({ account, region, resource, aspect, at, data: { ...baseline, at } })
          .where((field, { lt, notExists }) => `${notExists(field.at)} OR ${lt(field.at, at)}`)
          .go();
        return true;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return false;
      }
    },
  };
}
