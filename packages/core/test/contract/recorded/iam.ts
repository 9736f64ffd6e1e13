import type { Json, JsonObject } from "../../../src/json.ts";
import { lowerCamel } from "./lower-camel.ts";
import type { RecordedService } from "./service.ts";

/**
 * IAM's calls are recorded in us-east-1. Only those that make something answer anything; the times are in words there.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
 */
export const iam: RecordedService = {
  source: "iam.amazonaws.com",
  operations: {
    // No secret is recorded: https://docs.aws.amazon.com/IAM/latest/UserGuide/cloudtrail-integration.html
    CreateAccessKey: {
      response: ({ AccessKey }) => recordedAnswer({ AccessKey: without("SecretAccessKey", AccessKey) }),
    },
    CreateLoginProfile: {
      request: ({ Password: _, PasswordResetRequired = false, ...input }) =>
        lowerCamel({ ...input, PasswordResetRequired }),
    },
    UpdateLoginProfile: { request: ({ Password: _, ...input }) => lowerCamel(input) },
    CreateVirtualMFADevice: {
      response: ({ VirtualMFADevice }) =>
        recordedAnswer({
          VirtualMFADevice: without("Base32StringSeed", without("QRCodePNG", VirtualMFADevice)),
        }),
    },
    EnableMFADevice: {
      request: ({ AuthenticationCode1: _, AuthenticationCode2: __, ...input }) => lowerCamel(input),
    },
  },
  response: recordedAnswer,
};

function recordedAnswer(answer: JsonObject): JsonObject | null {
  const recorded = lowerCamel(answer);
  return recorded && times(recorded);
}

function without(secret: string, part: Json | undefined): Json {
  if (typeof part !== "object" || part === null || Array.isArray(part)) return null;
  return Object.fromEntries(Object.entries(part).filter(([name]) => name !== secret));
}

function times(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      name.endsWith("Date") && typeof member === "string" ? inWords(member) : within(member),
    ]),
  );
}

function within(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.map((item) => within(item) ?? null);
  return typeof value === "object" && value !== null ? times(value) : value;
}

const words = new Intl.DateTimeFormat("en-US", {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZone: "UTC",
});

/** "Jul 30, 2024, 9:53:13 PM" without its second comma. */
function inWords(time: string): string {
  return words
    .format(new Date(time))
    .replace(/^(.*?,.*?),/, "$1")
    .replaceAll("\u202f", " ");
}
