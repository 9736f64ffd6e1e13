import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { CustomAttributeType, Entity } from "electrodb";
import { model, tableConfig } from "./dynamo.ts";
import type { FindingRow } from "./rows/row.ts";
import { type Activity, type Finding, type Occurrence, State, type Suspect } from "./schema.ts";

/** Stands for no due time: electrodb wants every attribute of an index's key, and then leaves the item out of the index. */
export const NEVER = "never";

/**
 * The items: `data` is the whole object, whose shape is its zod schema's business; beside it stand only what keys and
 * filters need. Changing a key template orphans what is stored already: add an index, don't change one.
 */
export function entities(dynamo: DynamoDBClient, table: string) {
  const config = tableConfig(dynamo, table);

  const finding = new Entity(
    {
      model: model("finding"),
      attributes: {
        id: { type: "string", required: true },
        state: { type: State.options, required: true },
        changedAt: { type: "string", required: true },
        row: { type: CustomAttributeType<FindingRow>("any"), required: true },
        lastSeenAt: { type: "string", required: true },
        dueAt: { type: "string", required: true },
        version: { type: "number", required: true },
        data: { type: CustomAttributeType<Finding>("any"), required: true },
      },
      indexes: {
        record: { pk: { field: "pk", composite: ["id"] }, sk: { field: "sk", composite: [] } },
        byState: {
          index: "gsi2",
          pk: { field: "gsi2pk", composite: ["state"] },
          sk: { field: "gsi2sk", composite: ["lastSeenAt", "id"] },
        },
        changed: {
          index: "gsi6",
          projection: ["row", "changedAt"],
          pk: { field: "gsi6pk", composite: [] },
          sk: { field: "gsi6sk", composite: ["changedAt", "id"] },
        },
        due: {
          index: "gsi5",
          condition: ({ dueAt }) => dueAt !== NEVER,
          pk: { field: "gsi5pk", composite: [] },
          sk: { field: "gsi5sk", composite: ["dueAt", "id"] },
        },
      },
    },
    config,
  );

  const occurrence = new Entity(
    {
      model: model("occurrence"),
      attributes: {
        findingId: { type: "string", required: true },
        eventId: { type: "string", required: true },
        data: { type: CustomAttributeType<Occurrence>("any"), required: true },
        /** The CloudTrail record's JSON text. */
        raw: { type: "string", required: true },
      },
      indexes: {
        record: {
          pk: { field: "pk", composite: ["findingId"] },
          sk: { field: "sk", composite: ["eventId"] },
        },
      },
    },
    config,
  );

  const activity = new Entity(
    {
      model: model("activity"),
      attributes: {
        findingId: { type: "string", required: true },
        version: { type: "number", required: true, padding: { length: 9, char: "0" } },
        at: { type: "string", required: true },
        data: { type: CustomAttributeType<Activity>("any"), required: true },
      },
      indexes: {
        record: {
          pk: { field: "pk", composite: ["findingId"] },
          sk: { field: "sk", composite: ["version"] },
        },
        all: {
          index: "gsi1",
          pk: { field: "gsi1pk", composite: [] },
          sk: { field: "gsi1sk", composite: ["at", "findingId", "version"] },
        },
      },
    },
    config,
  );

  const suspect = new Entity(
    {
      model: model("suspect"),
      attributes: {
        id: { type: "string", required: true },
        dueAt: { type: "string", required: true },
        data: { type: CustomAttributeType<Suspect>("any"), required: true },
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
    config,
  );

  return { finding, occurrence, activity, suspect };
}
