import * as z from "zod";
import { AwsError } from "../../aws-error.ts";

interface Page<Row> {
  rows: Row[];
  nextToken: string | undefined;
}

const token = z.strictObject({ after: z.string() });

/**
 * A page of rows that are in the order of `keyOf`. The token holds the last key that was given out, so that it stays
 * true whatever comes and goes between two pages.
 */
export function page<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { MaxResults: size, NextToken: from }: { MaxResults?: number | undefined; NextToken?: string | undefined },
  sizes: { least: number; most: number } = { least: 5, most: 1000 },
): Page<Row> {
  if (size !== undefined && (size < sizes.least || size > sizes.most)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between ${sizes.least} and ${sizes.most}.`,
    );
  }
  const after = from === undefined ? undefined : readToken(from);
  const rest = after === undefined ? rows : rows.filter((row) => keyOf(row) > after);
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  const nextToken = last !== undefined && shown.length < rest.length ? writeToken(keyOf(last)) : undefined;
  return { rows: shown, nextToken };
}

function writeToken(after: string): string {
  return Buffer.from(JSON.stringify({ after })).toString("base64url");
}

function readToken(text: string): string {
  try {
    return token.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8"))).after;
  } catch (cause) {
    throw new AwsError("InvalidPaginationToken", "The specified pagination token is not valid", 400, {
      cause,
    });
  }
}
