import * as z from "zod";
import type { AwsError } from "./aws-error.ts";

const token = z.strictObject({ after: z.string() });

/**
 * A page of rows that are in the order of `keyOf`. The token holds the last key that was given out, so that it stays
 * true whatever comes and goes between two pages. A token that is none is refused with `refuse`'s error.
 */
export function page<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  size: number | undefined,
  from: string | undefined,
  refuse: (cause: unknown) => AwsError,
): { rows: Row[]; nextToken: string | undefined } {
  const after = from === undefined ? undefined : readToken(from, refuse);
  const rest = after === undefined ? rows : rows.filter((row) => keyOf(row) > after);
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  const nextToken = last !== undefined && shown.length < rest.length ? writeToken(keyOf(last)) : undefined;
  return { rows: shown, nextToken };
}

function writeToken(after: string): string {
  return Buffer.from(JSON.stringify({ after })).toString("base64url");
}

function readToken(text: string, refuse: (cause: unknown) => AwsError): string {
  try {
    return token.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).after;
  } catch (cause) {
    throw refuse(cause);
  }
}
