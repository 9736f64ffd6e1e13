import { createHash } from "node:crypto";
import { GLOBAL_REGION } from "@snapback/core/event/pattern";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Table } from "../../table.ts";
import { type Bucket, buckets } from "./resources.ts";

export function bucketsOf(account: Account): Table<Bucket> {
  return account.in(GLOBAL_REGION).table(buckets);
}

/** The bucket, of the region in which it is asked for. */
export function findBucket(account: Account, name: string): Bucket {
  const bucket = findAnywhere(account, name);
  if (bucket.region === account.region) return bucket;
  throw new AwsError(
    "PermanentRedirect",
    `The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests to this endpoint: the region is ${bucket.region}.`,
    301,
  );
}

export function findAnywhere(account: Account, name: string): Bucket {
  const bucket = bucketsOf(account).get(name);
  if (bucket !== undefined) return bucket;
  throw new AwsError("NoSuchBucket", "The specified bucket does not exist", 404);
}

export function change(account: Account, bucket: Bucket, changes: Partial<Bucket>): void {
  bucketsOf(account).put({ ...bucket, ...changes });
}

/** An account's id as ACLs have it. */
export function canonicalId(accountId: string): string {
  return createHash("sha256").update(`canonical ${accountId}`).digest("hex");
}
