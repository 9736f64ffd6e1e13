import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import { declarations } from "../declared.ts";
import { type Key, keys } from "./resources.ts";

export const operation = declarations(
  (problem) => new AwsError("ValidationException", `1 validation error detected: ${problem}`),
);

export const KeyId = z.string().min(1).max(2048);
const Tags = z.array(z.object({ TagKey: z.string(), TagValue: z.string() }));

/** A key by its id or its ARN. The sandbox has no aliases. */
export function find(account: Account, name: string): Key {
  const id = name.replace(/^arn:aws:kms:[^:]*:[^:]*:key\//, "");
  const found = account.table(keys).get(id);
  if (found === undefined)
    throw new AwsError("NotFoundException", `Key '${arnOf(account, id)}' does not exist`);
  return found;
}

/** One that is not about to be deleted: nothing else can be done with such a key. */
export function findUsable(account: Account, name: string): Key {
  const key = find(account, name);
  if (key.state === "PendingDeletion")
    throw new AwsError("KMSInvalidStateException", `${arnOf(account, key.id)} is pending deletion.`);
  return key;
}

export function arnOf({ region, id: account }: Account, id: string): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}

/** https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html */
function defaultPolicy(account: Account): string {
  const statement = {
    Sid: "Enable IAM User Permissions",
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account.id}:root` },
    Action: "kms:*",
    Resource: "*",
  };
  return JSON.stringify({ Version: "2012-10-17", Id: "key-default-1", Statement: [statement] });
}

function metadata(account: Account, { id, state, description, createdAt, deletedOn }: Key) {
  return {
    AWSAccountId: account.id,
    KeyId: id,
    Arn: arnOf(account, id),
    CreationDate: Date.parse(createdAt) / 1000,
    Enabled: state === "Enabled",
    Description: description,
    KeyUsage: "ENCRYPT_DECRYPT",
    KeyState: state,
    DeletionDate: deletedOn === undefined ? undefined : Date.parse(deletedOn) / 1000,
    Origin: "AWS_KMS",
    KeyManager: "CUSTOMER",
    CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
    KeySpec: "SYMMETRIC_DEFAULT",
    EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
    MultiRegion: false,
  };
}

export const createKey = operation({
  name: "CreateKey",
  input: z.strictObject({
    Description: z.string().max(8192).optional(),
    Policy: z.string().optional(),
    Tags: Tags.optional(),
  }),
  recordedOutput: (output) => output,
  run(account, { Description = "", Policy, Tags: tags = [] }, { time }) {
    const key: Key = {
      id: randomUUID(),
      description: Description,
      createdAt: time.toISOString(),
      state: "Enabled",
      policy: Policy === undefined ? defaultPolicy(account) : checkedPolicy(Policy),
      tags,
    };
    account.table(keys).put(key);
    return { KeyMetadata: metadata(account, key) };
  },
});

export const describeKey = operation({
  name: "DescribeKey",
  readOnly: true,
  input: z.strictObject({ KeyId }),
  run: (account, input) => ({ KeyMetadata: metadata(account, find(account, input.KeyId)) }),
});

export const listKeys = operation({
  name: "ListKeys",
  readOnly: true,
  input: z.strictObject({ Limit: z.int().optional() }),
  run: (account) => ({
    Keys: account
      .table(keys)
      .rows()
      .map(({ id }) => ({ KeyId: id, KeyArn: arnOf(account, id) })),
    Truncated: false,
  }),
});

export const listResourceTags = operation({
  name: "ListResourceTags",
  readOnly: true,
  input: z.strictObject({ KeyId, Limit: z.int().optional() }),
  run: (account, input) => ({ Tags: find(account, input.KeyId).tags, Truncated: false }),
});

export const getKeyPolicy = operation({
  name: "GetKeyPolicy",
  readOnly: true,
  input: z.strictObject({ KeyId, PolicyName: z.literal("default").optional() }),
  run: (account, input) => ({ Policy: find(account, input.KeyId).policy, PolicyName: "default" }),
});

export const putKeyPolicy = operation({
  name: "PutKeyPolicy",
  input: z.strictObject({
    KeyId,
    PolicyName: z.literal("default").optional(),
    Policy: z.string().max(32_768),
    BypassPolicyLockoutSafetyCheck: z.boolean().optional(),
  }),
  run(account, input) {
    const key = findUsable(account, input.KeyId);
    account.table(keys).put({ ...key, policy: checkedPolicy(input.Policy) });
    return {};
  },
});

const document = z.object({ Statement: z.union([z.looseObject({}), z.array(z.looseObject({})).min(1)]) });

function checkedPolicy(text: string): string {
  try {
    document.parse(JSON.parse(text));
    return text;
  } catch (cause) {
    throw new AwsError("MalformedPolicyDocumentException", "Policy contains invalid json", 400, { cause });
  }
}
