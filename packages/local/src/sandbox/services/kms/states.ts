import * as z from "zod";
import { AwsError } from "../../aws-error.ts";
import { arnOf, find, findUsable, KeyId, operation } from "./keys.ts";
import { keys } from "./resources.ts";

const DAY_MS = 86_400_000;
/** https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html */
const A_YEAR = 365;

export const scheduleKeyDeletion = operation({
  name: "ScheduleKeyDeletion",
  input: z.strictObject({ KeyId, PendingWindowInDays: z.int().min(7).max(30).optional() }),
  recordedOutput: (output) => output,
  run(account, { KeyId: name, PendingWindowInDays = 30 }, { time }) {
    const { deletedOn: _, ...key } = findUsable(account, name);
    const deletedOn = new Date(time.getTime() + PendingWindowInDays * DAY_MS);
    account.table(keys).put({ ...key, state: "PendingDeletion", deletedOn: deletedOn.toISOString() });
    return {
      KeyId: arnOf(account, key.id),
      DeletionDate: deletedOn.getTime() / 1000,
      KeyState: "PendingDeletion",
      PendingWindowInDays,
    };
  },
});

export const cancelKeyDeletion = operation({
  name: "CancelKeyDeletion",
  input: z.strictObject({ KeyId }),
  recordedOutput: (output) => output,
  run(account, { KeyId: name }) {
    const { deletedOn: _, ...key } = find(account, name);
    if (key.state !== "PendingDeletion")
      throw new AwsError("KMSInvalidStateException", `${arnOf(account, key.id)} is not pending deletion.`);
    // Whatever it was before.
    account.table(keys).put({ ...key, state: "Disabled" });
    return { KeyId: arnOf(account, key.id) };
  },
});

const change = (name: "EnableKey" | "DisableKey", state: "Enabled" | "Disabled") =>
  operation({
    name,
    input: z.strictObject({ KeyId }),
    run(account, input) {
      account.table(keys).put({ ...findUsable(account, input.KeyId), state });
      return {};
    },
  });

export const enableKey = change("EnableKey", "Enabled");
export const disableKey = change("DisableKey", "Disabled");

export const enableKeyRotation = operation({
  name: "EnableKeyRotation",
  input: z.strictObject({ KeyId, RotationPeriodInDays: z.int().min(90).max(2560).optional() }),
  run(account, { KeyId: name, RotationPeriodInDays }) {
    const key = findUsable(account, name);
    if (key.state === "Disabled")
      throw new AwsError("DisabledException", `${arnOf(account, key.id)} is disabled.`);
    account.table(keys).put({ ...key, rotationDays: RotationPeriodInDays ?? key.rotationDays ?? A_YEAR });
    return {};
  },
});

export const disableKeyRotation = operation({
  name: "DisableKeyRotation",
  input: z.strictObject({ KeyId }),
  run(account, input) {
    const { rotationDays: _, ...key } = findUsable(account, input.KeyId);
    if (key.state === "Disabled")
      throw new AwsError("DisabledException", `${arnOf(account, key.id)} is disabled.`);
    account.table(keys).put(key);
    return {};
  },
});

export const getKeyRotationStatus = operation({
  name: "GetKeyRotationStatus",
  readOnly: true,
  input: z.strictObject({ KeyId }),
  run(account, input) {
    const { id, rotationDays } = find(account, input.KeyId);
    return {
      KeyId: arnOf(account, id),
      KeyRotationEnabled: rotationDays !== undefined,
      RotationPeriodInDays: rotationDays,
    };
  },
});
