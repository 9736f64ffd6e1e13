import { AwsError } from "../../aws-error.ts";
import { page as pageOf } from "../../pages.ts";

/** A page of rows that are in the order of `keyOf`, with EC2's words for a size or a token that it doesn't take. */
export function page<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string,
  { MaxResults: size, NextToken: from }: { MaxResults?: number | undefined; NextToken?: string | undefined },
  sizes: { least: number; most: number } = { least: 5, most: 1000 },
): { rows: Row[]; nextToken: string | undefined } {
  if (size !== undefined && (size < sizes.least || size > sizes.most)) {
    throw new AwsError(
      "InvalidParameterValue",
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value between ${sizes.least} and ${sizes.most}.`,
    );
  }
  return pageOf(
    rows,
    keyOf,
    size,
    from,
    (cause) =>
      new AwsError("InvalidPaginationToken", "The specified pagination token is not valid", 400, { cause }),
  );
}
