import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { isList, type Output, type OutputValue } from "../../output.ts";
import type { Table } from "../../table.ts";
import { declarations } from "../declared.ts";

export const operation = declarations((problem) => new AwsError("InvalidParameterValue", problem));

/** Letters, digits and single hyphens; AWS keeps it in lower case. */
export const Identifier = z
  .string()
  .max(255)
  .regex(/^[a-z](-?[a-z0-9])*$/i, "is no identifier")
  .transform((name) => name.toLowerCase());

export const Flag = z.stringbool();

export const Tags = z
  .object({ Tag: z.array(z.object({ Key: z.string(), Value: z.string().default("") })) })
  .optional();

/** What a page may hold; the sandbox has too little for a second one. */
export const Page = { MaxRecords: z.string().optional(), Marker: z.string().optional() };

export function arnOf({ region, id }: Account, word: string, name: string): string {
  return `arn:aws:rds:${region}:${id}:${word}:${name}`;
}

/** The one structure of an answer: CloudTrail has what stands in it, without its name. */
export function part(value: OutputValue): Output {
  return typeof value === "object" && !isList(value) ? value : {};
}

/** One by its identifier, or all of them. */
export function select<Row extends { id: string }>(
  table: Table<Row>,
  id: string | undefined,
  notFound: string,
): Row[] {
  return id === undefined ? table.rows() : [found(table, id, notFound)];
}

export function found<Row>(table: Table<Row>, id: string, notFound: string): Row {
  const row = table.get(id);
  if (row === undefined) throw new AwsError(notFound, `${id} not found.`, 404);
  return row;
}

export function absent<Row>(table: Table<Row>, id: string, exists: string): void {
  if (table.get(id) !== undefined) throw new AwsError(exists, `${id} already exists.`);
}
