import type { Json, JsonObject } from "../../../src/json.ts";
import type { RecordedService, Rendering } from "./service.ts";

/*
 * S3's records have the parts of the HTTP request: `bucketName`, the sub-resource as an empty text, headers by their own names,
 * and the body's XML under the name of its root.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-understanding-s3-entries.html
 */

const xmlns = "http://s3.amazonaws.com/doc/2006-03-01/";

const bucket = ({ Bucket }: JsonObject): JsonObject => ({
  bucketName: Bucket,
  Host: `${text(Bucket)}.s3.us-east-1.amazonaws.com`,
});

/** A call about a bucket's sub-resource, with what stands in its body. */
const about =
  (resource: string, body: (input: JsonObject) => JsonObject = () => ({})) =>
  (input: JsonObject): JsonObject => ({ ...bucket(input), [resource]: "", ...body(input) });

/** A body that is one member of the input, in the names that it has there. */
const xml =
  (member: string, namespace = xmlns) =>
  (input: JsonObject) => ({ [member]: { xmlns: namespace, ...object(input[member]) } });

const HEADERS: { [member: string]: string } = {
  ACL: "x-amz-acl",
  GrantFullControl: "x-amz-grant-full-control",
  GrantRead: "x-amz-grant-read",
  GrantReadACP: "x-amz-grant-read-acp",
  GrantWrite: "x-amz-grant-write",
  GrantWriteACP: "x-amz-grant-write-acp",
  ObjectOwnership: "x-amz-object-ownership",
};

/** A header may be there more than once, and stands in a list. */
function headers(input: JsonObject): JsonObject {
  const sent = Object.entries(HEADERS).filter(([member]) => input[member] !== undefined);
  return Object.fromEntries(sent.map(([member, header]) => [header, [input[member] ?? null]]));
}

/** `xsi:type` is what the SDK calls the grantee's type. */
function acl(input: JsonObject): JsonObject {
  const { Grants, Owner } = object(input.AccessControlPolicy);
  const grant = list(Grants).map((item) => {
    const { Grantee, ...permission } = object(item);
    const { Type, ...grantee } = object(Grantee);
    const type = { "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance", "xsi:type": Type };
    return { Grantee: { ...type, ...grantee }, ...permission };
  });
  return {
    ...headers(input),
    ...(Grants !== undefined && {
      AccessControlPolicy: { xmlns, Owner, AccessControlList: { Grant: oneOrMany(grant) } },
    }),
  };
}

function lifecycle({ LifecycleConfiguration }: JsonObject): JsonObject {
  const { Rules, ...rest } = object(LifecycleConfiguration);
  return { LifecycleConfiguration: { xmlns, ...rest, Rule: oneOrMany(list(Rules)) } };
}

/** The policy stands there as an object. */
function policy({ Policy }: JsonObject): JsonObject {
  const read: Json = JSON.parse(text(Policy));
  return { bucketPolicy: read };
}

const operations: { [operation: string]: Rendering } = {
  CreateBucket: { request: (input) => ({ ...bucket(input), ...headers(input) }) },
  DeleteBucket: { request: bucket },
  PutPublicAccessBlock: {
    name: "PutBucketPublicAccessBlock",
    request: about("publicAccessBlock", xml("PublicAccessBlockConfiguration")),
  },
  DeletePublicAccessBlock: { name: "DeleteBucketPublicAccessBlock", request: about("publicAccessBlock") },
  PutBucketAcl: { request: about("acl", acl) },
  PutBucketPolicy: { request: about("policy", policy) },
  DeleteBucketPolicy: { request: about("policy") },
  PutBucketVersioning: { request: about("versioning", xml("VersioningConfiguration")) },
  PutBucketLogging: { request: about("logging", xml("BucketLoggingStatus")) },
  PutBucketLifecycleConfiguration: { name: "PutBucketLifecycle", request: about("lifecycle", lifecycle) },
  DeleteBucketLifecycle: { request: about("lifecycle") },
};

export const s3: RecordedService = {
  source: "s3.amazonaws.com",
  request: bucket,
  response: () => null,
  operations,
};

const account = ({ AccountId }: JsonObject): JsonObject => ({
  Host: `${text(AccountId)}.s3-control.us-east-1.amazonaws.com`,
  accountId: AccountId,
});
const controlXmlns = "http://awss3control.amazonaws.com/doc/2018-08-20/";

/** The account's own settings, which are S3's events, too. Of their records none was seen. */
export const s3control: RecordedService = {
  source: "s3.amazonaws.com",
  response: () => null,
  operations: {
    PutPublicAccessBlock: {
      name: "PutAccountPublicAccessBlock",
      request: (input) => ({
        ...account(input),
        ...xml("PublicAccessBlockConfiguration", controlXmlns)(input),
      }),
    },
    DeletePublicAccessBlock: { name: "DeleteAccountPublicAccessBlock", request: account },
  },
};

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}

function object(value: Json | undefined): JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

function list(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** XML's lists: one element without a list around it. */
function oneOrMany(elements: Json[]): Json {
  const [only = ""] = elements;
  return elements.length > 1 ? elements : only;
}
