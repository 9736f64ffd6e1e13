import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Call, Operation } from "../../operation.ts";
import type { Output } from "../../output.ts";
import { findUser } from "./holders.ts";
import { MaxItems, newId, operation, recordedTimes, UserName } from "./input.ts";
import { limitExceeded, noSuchEntity } from "./refusal.ts";
import { type AccessKey, accessKeys as kind } from "./resources.ts";

const AccessKeyId = z.string().regex(/^\w{16,128}$/, "is no access key's id");
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const MOST_KEYS = 2;

/** Whose keys a call is about; nobody's name for the root user's own. Without a name it is the caller's. */
export function ownerOf(account: Account, name: string | undefined, { identity }: Call): string | undefined {
  if (name !== undefined) return findUser(account, name).id;
  if (identity.type === "Root") return undefined;
  if (identity.type === "IAMUser") return findUser(account, identity.userName ?? "").id;
  throw new AwsError("ValidationError", "Must specify userName when calling with non-User credentials");
}

export function keysOf(account: Account, user: string | undefined): AccessKey[] {
  return account
    .table(kind)
    .rows()
    .filter((key) => key.user === user);
}

function findKey(account: Account, user: string | undefined, id: string): AccessKey {
  const key = account.table(kind).get(id);
  if (key && key.user === user) return key;
  throw noSuchEntity(`The Access Key with id ${id} cannot be found.`);
}

const shown = ({ id, user, status, createdAt }: AccessKey) => ({
  UserName: user,
  AccessKeyId: id,
  Status: status,
  CreateDate: createdAt,
});

/** CloudTrail never has the secret. */
function withoutSecret({ AccessKey }: Output): Output {
  const shownOnes = Object.entries(typeof AccessKey === "object" ? AccessKey : {});
  const AccessKeyRecorded = Object.fromEntries(shownOnes.filter(([name]) => name !== "SecretAccessKey"));
  return recordedTimes({ AccessKey: AccessKeyRecorded });
}

/** Access keys of users and of the root user. Their secrets are made up, and kept nowhere: the sandbox checks no signature. */
export const accessKeys: readonly Operation[] = [
  operation({
    name: "CreateAccessKey",
    input: z.strictObject({ UserName: UserName.optional() }),
    recordedOutput: withoutSecret,
    run(account, input, call) {
      const user = ownerOf(account, input.UserName, call);
      if (keysOf(account, user).length >= MOST_KEYS)
        throw limitExceeded(`Cannot exceed quota for AccessKeysPerUser: ${MOST_KEYS}`);
      const key = {
        id: newId("AKIA").slice(0, 20),
        user,
        status: "Active" as const,
        createdAt: call.time.toISOString(),
      };
      account.table(kind).put(key);
      return { AccessKey: { ...shown(key), SecretAccessKey: "the-sandbox-checks-no-signature-00000000" } };
    },
  }),
  operation({
    name: "ListAccessKeys",
    readOnly: true,
    input: z.strictObject({ UserName: UserName.optional(), MaxItems }),
    run(account, input, call) {
      const user = ownerOf(account, input.UserName, call);
      return { AccessKeyMetadata: keysOf(account, user).map(shown), IsTruncated: false };
    },
  }),
  operation({
    name: "UpdateAccessKey",
    input: z.strictObject({
      UserName: UserName.optional(),
      AccessKeyId,
      Status: z.enum(["Active", "Inactive"]),
    }),
    run(account, input, call) {
      const key = findKey(account, ownerOf(account, input.UserName, call), input.AccessKeyId);
      account.table(kind).put({ ...key, status: input.Status });
      return {};
    },
  }),
  operation({
    name: "DeleteAccessKey",
    input: z.strictObject({ UserName: UserName.optional(), AccessKeyId }),
    run(account, input, call) {
      const key = findKey(account, ownerOf(account, input.UserName, call), input.AccessKeyId);
      account.table(kind).delete(key.id);
      return {};
    },
  }),
];
