import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { CustomAttributeType, Entity } from "electrodb";
import { type Activity, type Finding, type Occurrence, Severity, State, type Suspect } from "./schema.ts";

/**
 * The findings table: its keys, and the indexes that the console's lists and `reconcile` read. Everything about one
 * finding (its occurrences, its activity) shares a partition key. What creates the table, on the laptop or in AWS, takes
 * its shape from here.
 */
export const findingsTable = {
  primaryKey: { hash: "pk", range: "sk" },
  indexes: [
    /** All findings, latest first; then by state, by severity, by detection. */
    { name: "gsi1", hash: "gsi1pk", range: "gsi1sk" },
    { name: "gsi2", hash: "gsi2pk", range: "gsi2sk" },
    { name: "gsi3", hash: "gsi3pk", range: "gsi3sk" },
    { name: "gsi4", hash: "gsi4pk", range: "gsi4sk" },
    /** Sparse: only what `reconcile` has to look at again, by the time when. */
    { name: "gsi5", hash: "gsi5pk", range: "gsi5sk" },
  ],
} as const;

/** Stands for no due time: electrodb wants every attribute of an index's key, and then leaves the item out of the index. */
export const NEVER = "never";

/**
 * The items: `data` is the whole object, whose shape is its zod schema's business; beside it stand only what keys and
 * filters need. Changing a key template orphans what is stored already: add an index, don't change one.
 */
export function entities(dynamo: DynamoDBClient, table: string) {
  const client = DynamoDBDocumentClient.from(dynamo, { marshallOptions: { removeUndefinedValues: true } });
  const model = (entity: string) => ({ service: "snapback", entity, version: "1" });
  const config = { client, table };

  const finding = new Entity(
    {
      model: model("finding"),
      attributes: {
        id: { type: "string", required: true },
        state: { type: State.options, required: true },
        severity: { type: Severity.options, required: true },
        detection: { type: "string", required: true },
        lastSeenAt: { type: "string", required: true },
        dueAt: { type: "string", required: true },
        version: { type: "number", required: true },
        data: { type: CustomAttributeType<Finding>("any"), required: true },
      },
      indexes: {
        record: { pk: { field: "pk", composite: ["id"] }, sk: { field: "sk", composite: [] } },
        all: {
          index: "gsi1",
          pk: { field: "gsi1pk", composite: [] },
          sk: { field: "gsi1sk", composite: ["lastSeenAt", "id"] },
        },
        byState: {
          index: "gsi2",
          pk: { field: "gsi2pk", composite: ["state"] },
          sk: { field: "gsi2sk", composite: ["lastSeenAt", "id"] },
        },
        bySeverity: {
          index: "gsi3",
          pk: { field: "gsi3pk", composite: ["severity"] },
          sk: { field: "gsi3sk", composite: ["lastSeenAt", "id"] },
        },
        byDetection: {
          index: "gsi4",
          pk: { field: "gsi4pk", composite: ["detection"] },
          sk: { field: "gsi4sk", composite: ["lastSeenAt", "id"] },
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
