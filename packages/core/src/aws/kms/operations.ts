import * as z from "zod";
import { operation } from "../operation.ts";

// Grants: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html

const keys = "arn:${Partition}:kms:${Region}:${Account}:key/*";
const OfKey = z.object({ KeyId: z.string() });

/** A read or a change of one key, named by its id or ARN. */
const ofKey = <Input extends z.ZodType>(action: string, input: Input, changes: boolean) =>
  operation({ input, changes, grants: [{ action: `kms:${action}`, resources: [keys] }] });

export const operations = {
  ListKeys: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "kms:ListKeys", resources: ["*"] }],
  }),
  DescribeKey: ofKey("DescribeKey", OfKey, false),
  GetKeyRotationStatus: ofKey("GetKeyRotationStatus", OfKey, false),
  GetKeyPolicy: ofKey("GetKeyPolicy", OfKey.extend({ PolicyName: z.literal("default") }), false),
  ListResourceTags: ofKey("ListResourceTags", OfKey, false),
  ScheduleKeyDeletion: ofKey(
    "ScheduleKeyDeletion",
    OfKey.extend({ PendingWindowInDays: z.int().min(7).max(30) }),
    true,
  ),
  CancelKeyDeletion: ofKey("CancelKeyDeletion", OfKey, true),
  EnableKey: ofKey("EnableKey", OfKey, true),
  DisableKey: ofKey("DisableKey", OfKey, true),
  EnableKeyRotation: ofKey(
    "EnableKeyRotation",
    OfKey.extend({ RotationPeriodInDays: z.int().min(90).max(2560).optional() }),
    true,
  ),
  DisableKeyRotation: ofKey("DisableKeyRotation", OfKey, true),
  PutKeyPolicy: ofKey(
    "PutKeyPolicy",
    OfKey.extend({ PolicyName: z.literal("default"), Policy: z.string() }),
    true,
  ),
};
