import type { HttpRequest } from "../../http.ts";
import { header } from "../../http.ts";
import type { Route } from "../../protocols/route.ts";

const owner = { ExpectedBucketOwner: "x-amz-expected-bucket-owner" };
const acl = {
  ACL: "x-amz-acl",
  GrantFullControl: "x-amz-grant-full-control",
  GrantRead: "x-amz-grant-read",
  GrantReadACP: "x-amz-grant-read-acp",
  GrantWrite: "x-amz-grant-write",
  GrantWriteACP: "x-amz-grant-write-acp",
};
const lifecycle = {
  TransitionDefaultMinimumObjectSize: "x-amz-transition-default-minimum-object-size",
};

const onBucket = { path: "/{Bucket}", headers: owner };

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
export const s3Routes: readonly Route[] = [
  {
    operation: "ListBuckets",
    method: "GET",
    path: "/",
    query: {
      BucketRegion: "bucket-region",
      ContinuationToken: "continuation-token",
      MaxBuckets: "max-buckets",
      Prefix: "prefix",
    },
  },
  {
    operation: "CreateBucket",
    method: "PUT",
    path: "/{Bucket}",
    headers: { ...acl, ObjectOwnership: "x-amz-object-ownership" },
    answerHeaders: { Location: "location" },
  },
  { operation: "DeleteBucket", method: "DELETE", ...onBucket, status: 204 },
  {
    operation: "HeadBucket",
    method: "HEAD",
    ...onBucket,
    answerHeaders: { BucketArn: "x-amz-bucket-arn", BucketRegion: "x-amz-bucket-region" },
  },
  { operation: "GetBucketLocation", method: "GET", ...onBucket, flags: ["location"] },
  { operation: "GetPublicAccessBlock", method: "GET", ...onBucket, flags: ["publicAccessBlock"] },
  { operation: "PutPublicAccessBlock", method: "PUT", ...onBucket, flags: ["publicAccessBlock"] },
  {
    operation: "DeletePublicAccessBlock",
    method: "DELETE",
    ...onBucket,
    flags: ["publicAccessBlock"],
    status: 204,
  },
  { operation: "GetBucketAcl", method: "GET", ...onBucket, flags: ["acl"] },
  {
    operation: "PutBucketAcl",
    method: "PUT",
    path: "/{Bucket}",
    headers: { ...owner, ...acl },
    flags: ["acl"],
  },
  { operation: "GetBucketOwnershipControls", method: "GET", ...onBucket, flags: ["ownershipControls"] },
  { operation: "PutBucketOwnershipControls", method: "PUT", ...onBucket, flags: ["ownershipControls"] },
  {
    operation: "DeleteBucketOwnershipControls",
    method: "DELETE",
    ...onBucket,
    flags: ["ownershipControls"],
    status: 204,
  },
  { operation: "GetBucketPolicy", method: "GET", ...onBucket, flags: ["policy"], text: "Policy" },
  {
    operation: "PutBucketPolicy",
    method: "PUT",
    path: "/{Bucket}",
    headers: { ...owner, ConfirmRemoveSelfBucketAccess: "x-amz-confirm-remove-self-bucket-access" },
    flags: ["policy"],
    text: "Policy",
    status: 204,
  },
  { operation: "DeleteBucketPolicy", method: "DELETE", ...onBucket, flags: ["policy"], status: 204 },
  { operation: "GetBucketPolicyStatus", method: "GET", ...onBucket, flags: ["policyStatus"] },
  { operation: "GetBucketVersioning", method: "GET", ...onBucket, flags: ["versioning"] },
  {
    operation: "PutBucketVersioning",
    method: "PUT",
    path: "/{Bucket}",
    headers: { ...owner, MFA: "x-amz-mfa" },
    flags: ["versioning"],
  },
  { operation: "GetBucketLogging", method: "GET", ...onBucket, flags: ["logging"] },
  { operation: "PutBucketLogging", method: "PUT", ...onBucket, flags: ["logging"] },
  {
    operation: "GetBucketLifecycleConfiguration",
    method: "GET",
    ...onBucket,
    flags: ["lifecycle"],
    answerHeaders: lifecycle,
  },
  {
    operation: "PutBucketLifecycleConfiguration",
    method: "PUT",
    path: "/{Bucket}",
    headers: { ...owner, ...lifecycle },
    flags: ["lifecycle"],
    answerHeaders: lifecycle,
  },
  { operation: "DeleteBucketLifecycle", method: "DELETE", ...onBucket, flags: ["lifecycle"], status: 204 },
  { operation: "GetBucketTagging", method: "GET", ...onBucket, flags: ["tagging"] },
  { operation: "PutBucketTagging", method: "PUT", ...onBucket, flags: ["tagging"], status: 204 },
  { operation: "DeleteBucketTagging", method: "DELETE", ...onBucket, flags: ["tagging"], status: 204 },
];

/**
 * The path with the bucket in it, which in the virtual-hosted style is in the host's name: `web.s3.amazonaws.com`, and
 * here `web.localhost`. https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function pathWithBucket(request: HttpRequest): string {
  const host = /^(?!s3[.-])([a-z0-9.-]+?)\.(s3[.-][a-z0-9.-]+|localhost)(:\d+)?$/i;
  const bucket = host.exec(header(request, "host"))?.[1];
  return bucket === undefined ? request.path : `/${bucket}${request.path}`;
}
