import { findingsTable } from "@snapback/core/finding/table";
import { settingsTable } from "@snapback/core/settings/table";
import { place, production } from "./stage.ts";

interface Shape {
  primaryKey: { hash: string; range: string };
  indexes: readonly { name: string; hash: string; range: string; only?: readonly string[] }[];
}

/** A table of the shape that its store declares; on-demand, restorable to any second of the last 35 days. */
function table(component: string, name: string, { primaryKey, indexes }: Shape) {
  const keys = [primaryKey, ...indexes].flatMap(({ hash, range }) => [hash, range]);
  return new sst.aws.Dynamo(component, {
    fields: Object.fromEntries(keys.map((key) => [key, "string" as const])),
    primaryIndex: { hashKey: primaryKey.hash, rangeKey: primaryKey.range },
    globalIndexes: Object.fromEntries(
      indexes.map(({ name: index, hash, range, only }) => [
        index,
        { hashKey: hash, rangeKey: range, ...(only && { projection: [...only] }) },
      ]),
    ),
    // Tidies up; nothing is correct because of it.
    ttl: "expiresAt",
    deletionProtection: production,
    transform: { table: { name } },
  });
}

export const findings = table("Findings", place.findingsTable, findingsTable);

/** Modes, parameters, exemptions and approvals: apart from the findings, so that who writes those can't write these. */
export const settings = table("Settings", place.settingsTable, settingsTable);
