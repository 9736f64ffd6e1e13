import type { Account } from "../../sandbox/account.ts";
import { isBlocked, isPublicAcl } from "../../sandbox/services/s3/public-access.ts";
import {
  accountBlocks,
  type Bucket,
  buckets,
  type PublicAccessBlock,
} from "../../sandbox/services/s3/resources.ts";
import { accessMarks } from "./policy-marks.ts";
import { facts, type Mark, mark, type ShownKind, shown } from "./shown.ts";

const switches = [
  "BlockPublicAcls",
  "IgnorePublicAcls",
  "BlockPublicPolicy",
  "RestrictPublicBuckets",
] as const;

/** What of public access is blocked, in words. */
function blocked(isOn: (name: keyof PublicAccessBlock) => boolean): string {
  const on = switches.filter(isOn);
  if (on.length === switches.length) return "all public access";
  return on.length === 0 ? "nothing" : on.join(", ");
}

/** What lets everyone in, whatever else would: a block takes it away. */
function publicMarks(account: Account, bucket: Bucket): Mark[] {
  const isOn = (name: keyof PublicAccessBlock) => isBlocked(account, bucket, name);
  const byAcl =
    isPublicAcl(bucket.grants) && bucket.ownership !== "BucketOwnerEnforced" && !isOn("IgnorePublicAcls");
  return [
    ...(isOn("RestrictPublicBuckets") ? [] : accessMarks("policy", bucket.policy)),
    ...mark("open", byAcl && "its ACL lets everyone in"),
    ...mark("weak", !switches.every(isOn) && "public access is not blocked"),
  ];
}

const bucketKind = shown(buckets, "Buckets", (account) => (bucket) => ({
  region: bucket.region,
  facts: facts({
    Blocked: blocked((name) => isBlocked(account, bucket, name)),
    Policy: bucket.policy === undefined ? "none" : "has one",
    ACL: isPublicAcl(bucket.grants) ? "names everyone" : undefined,
    Settings: Object.keys(bucket.settings),
  }),
  marks: publicMarks(account, bucket),
}));

const blockKind = shown(
  accountBlocks,
  "Block of the whole account",
  () =>
    ({ publicAccessBlock: block }) => ({
      region: "global",
      facts: facts({ Blocked: blocked((name) => block[name]) }),
      marks: mark("weak", !switches.every((name) => block[name]) && "public access is not all blocked"),
    }),
);

export const storageKinds: readonly ShownKind[] = [bucketKind, blockKind];
