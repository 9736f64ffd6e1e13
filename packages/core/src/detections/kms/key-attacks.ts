import type { Attack } from "../define.ts";

const key = { $from: { step: 0, path: ["KeyMetadata", "KeyId"] } };
const created = {
  service: "kms",
  operation: "CreateKey",
  input: { Description: "made to be attacked" },
  does: "make a key",
};

export const deletionAttacks: readonly Attack[] = [
  {
    name: "delete-key",
    title: "A key, then scheduled for deletion",
    steps: [
      created,
      {
        service: "kms",
        operation: "ScheduleKeyDeletion",
        input: { KeyId: key, PendingWindowInDays: 7 },
        does: "schedule it for deletion in seven days",
      },
    ],
  },
];

export const disablingAttacks: readonly Attack[] = [
  {
    name: "disable-key",
    title: "A key, then disabled",
    steps: [created, { service: "kms", operation: "DisableKey", input: { KeyId: key }, does: "disable it" }],
  },
  {
    name: "stop-key-rotation",
    title: "A key that rotates, and then doesn't",
    steps: [
      created,
      { service: "kms", operation: "EnableKeyRotation", input: { KeyId: key }, does: "have it rotate" },
      {
        service: "kms",
        operation: "DisableKeyRotation",
        input: { KeyId: key },
        does: "have it rotate no more",
      },
    ],
  },
];

const owner = { Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" };

export const policyAttacks: readonly Attack[] = [
  {
    name: "open-key",
    title: "A key that anyone may use",
    steps: [
      created,
      {
        service: "kms",
        operation: "PutKeyPolicy",
        input: {
          KeyId: key,
          PolicyName: "default",
          Policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Sid: "Everyone", ...owner }],
          }),
        },
        does: "let everyone use it",
      },
    ],
  },
];
