import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { many, structure } from "../../protocols/xml-tree.ts";
import { canonicalId, change } from "./find.ts";
import {
  accessControlPolicy,
  aclHeaders,
  describedGrant,
  grantsOfHeaders,
  grantsOfPolicy,
} from "./grants.ts";
import { bucketOperation, onBucket } from "./operation.ts";
import { refusePublicAcl } from "./public-access.ts";
import { type Grant, objectOwnership } from "./resources.ts";

const getBucketAcl = bucketOperation({
  name: "GetBucketAcl",
  readOnly: true,
  input: z.strictObject(onBucket),
  run: (account, { grants }) => ({
    AccessControlPolicy: {
      Owner: { ID: canonicalId(account.id) },
      AccessControlList: { Grant: grants.map(describedGrant) },
    },
  }),
});

const putBucketAcl = bucketOperation({
  name: "PutBucketAcl",
  input: z.strictObject({
    ...onBucket,
    ...aclHeaders,
    AccessControlPolicy: accessControlPolicy.optional(),
  }),
  run(account, bucket, { AccessControlPolicy, ...headers }, call) {
    if (bucket.ownership === "BucketOwnerEnforced") {
      throw new AwsError("AccessControlListNotSupported", "The bucket does not allow ACLs");
    }
    const owner = canonicalId(account.id);
    const fromHeaders = grantsOfHeaders(headers, owner);
    if (fromHeaders !== undefined && AccessControlPolicy !== undefined) {
      throw new AwsError("UnexpectedContent", "This request does not support content");
    }
    if (AccessControlPolicy !== undefined && AccessControlPolicy.Owner.ID !== owner) {
      throw new AwsError("AccessDenied", "Access Denied", 403);
    }
    const grants = fromHeaders ?? (AccessControlPolicy && grantsOfPolicy(AccessControlPolicy));
    if (grants === undefined) {
      throw new AwsError("MissingSecurityHeader", "Your request was missing a required header");
    }
    refusePublicAcl(account, bucket, grants, call);
    change(account, bucket, { grants });
    return {};
  },
});

const getBucketOwnershipControls = bucketOperation({
  name: "GetBucketOwnershipControls",
  readOnly: true,
  input: z.strictObject(onBucket),
  run(_account, { ownership }) {
    if (ownership !== undefined) return { OwnershipControls: { Rule: { ObjectOwnership: ownership } } };
    throw new AwsError("OwnershipControlsNotFoundError", "The bucket ownership controls were not found", 404);
  },
});

const putBucketOwnershipControls = bucketOperation({
  name: "PutBucketOwnershipControls",
  input: z.strictObject({
    ...onBucket,
    OwnershipControls: structure({
      Rule: many(z.strictObject({ ObjectOwnership: objectOwnership })).pipe(
        z.tuple([z.object({ ObjectOwnership: objectOwnership })]),
      ),
    }),
  }),
  run(account, bucket, { OwnershipControls: { Rule } }) {
    const ownership = Rule[0].ObjectOwnership;
    if (ownership === "BucketOwnerEnforced" && !isOwnersAlone(bucket.grants, canonicalId(account.id))) {
      throw aclWithOwnerEnforced();
    }
    change(account, bucket, { ownership });
    return {};
  },
});

const deleteBucketOwnershipControls = bucketOperation({
  name: "DeleteBucketOwnershipControls",
  input: z.strictObject(onBucket),
  run(account, bucket) {
    change(account, bucket, { ownership: undefined });
    return {};
  },
});

export function isOwnersAlone(grants: readonly Grant[], owner: string): boolean {
  return grants.every(({ grantee }) => grantee.kind === "CanonicalUser" && grantee.value === owner);
}

export function aclWithOwnerEnforced(): AwsError {
  return new AwsError(
    "InvalidBucketAclWithObjectOwnership",
    "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting",
  );
}

export const aclOperations = [
  getBucketAcl,
  putBucketAcl,
  getBucketOwnershipControls,
  putBucketOwnershipControls,
  deleteBucketOwnershipControls,
];
