import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CustomAttributeType, Entity } from "electrodb";
import { isConditionFailure, model, tableConfig } from "../finding/dynamo.ts";
import { Heartbeat, Probing } from "./schema.ts";

export type HeartbeatStore = ReturnType<typeof openHeartbeats>;

/** The heartbeats' items in the findings table, two to a region: what `detect` saw, and what was sent. */
export function openHeartbeats(dynamo: DynamoDBClient, table: string) {
  const config = tableConfig(dynamo, table);
  const heartbeat = new Entity(
    {
      model: model("heartbeat"),
      attributes: {
        region: { type: "string", required: true },
        sentAt: { type: "string", required: true },
        data: { type: CustomAttributeType<Heartbeat>("any"), required: true },
      },
      indexes: {
        record: { pk: { field: "pk", composite: ["region"] }, sk: { field: "sk", composite: [] } },
      },
    },
    config,
  );
  const probing = new Entity(
    {
      model: model("probing"),
      attributes: {
        region: { type: "string", required: true },
        data: { type: CustomAttributeType<Probing>("any"), required: true },
      },
      indexes: {
        record: { pk: { field: "pk", composite: ["region"] }, sk: { field: "sk", composite: [] } },
      },
    },
    config,
  );

  return {
    /** Keeps a heartbeat unless a later one is known. Answers whether it was new: records come twice, and out of order. */
    async saw(seen: Heartbeat): Promise<boolean> {
      try {
        await heartbeat
          .put({ region: seen.region, sentAt: seen.sentAt, data: seen })
          .where(
            (field, { lt, notExists }) => `${notExists(field.sentAt)} OR ${lt(field.sentAt, seen.sentAt)}`,
          )
          .go();
        return true;
      } catch (error) {
        if (!isConditionFailure(error)) throw error;
        return false;
      }
    },

    /** The latest heartbeat of a region, read consistently; `undefined` where none ever came. */
    async latest(region: string): Promise<Heartbeat | undefined> {
      const { data } = await heartbeat.get({ region }).go({ consistent: true });
      return data ? Heartbeat.parse(data.data) : undefined;
    },

    /** Since when a region has been probed; `undefined` where it never was. */
    async probing(region: string): Promise<Probing | undefined> {
      const { data } = await probing.get({ region }).go({ consistent: true });
      return data ? Probing.parse(data.data) : undefined;
    },

    /** Notes that a probe was sent. Of two runs at once the later write stands, which is as good. */
    async sent(probed: Probing): Promise<void> {
      await probing.put({ region: probed.region, data: probed }).go();
    },
  };
}
