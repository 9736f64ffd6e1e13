/** A DynamoDB action on a table itself, or on one of its indexes. */
export interface TableRight<Index extends string = string> {
  action: `dynamodb:${string}`;
  on: "table" | Index;
}
