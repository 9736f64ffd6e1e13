import type { Place } from "../../src/detections/define.ts";
import { makeUserWithPassword } from "../../src/detections/iam/credential-attacks.ts";
import { record } from "../records.ts";
import type { Trial } from "./trial.ts";

type Given = { readonly [name: string]: (place: Place) => Trial };

/**
 * Trials of detections whose events no call makes, such as a sign-in: the record is written here, after a real one. By the
 * detection's id.
 */
export const given: { readonly [detection: string]: Given } = {
  "console-login-no-mfa": {
    "sign-in-without-mfa": ({ account, region }) => ({
      steps: makeUserWithPassword("attacked-sign-in"),
      records: () => {
        const userName = "attacked-sign-in";
        const arn = `arn:aws:iam::${account}:user/${userName}`;
        return [signIn({ account, region }, { type: "IAMUser", arn, userName })];
      },
    }),
  },
  "iam-mfa-removed": {
    "mfa-device-of-root": (place) => ({
      steps: [],
      records: () => [
        byRoot(place, "DeactivateMFADevice", {
          requestParameters: { serialNumber: `arn:aws:iam::${place.account}:mfa/root-account-mfa-device` },
        }),
      ],
    }),
  },
  "iam-root-access-key": {
    "access-key-of-root": (place) => ({
      steps: [],
      records: () => [
        byRoot(place, "CreateAccessKey", {
          responseElements: { accessKey: { accessKeyId: "AKIAEXAMPLEROOTKEY00", status: "Active" } },
        }),
      ],
      unswept: "an emulator's root user makes no keys here",
    }),
  },
  "org-leave": {
    "leave-organization": (place) => ({ steps: [], records: () => [leave(place)] }),
    "leave-organization-refused": (place) => ({
      steps: [],
      records: () => [leave(place, { errorCode: "AccessDenied" })],
    }),
  },
  "root-console-login": {
    "sign-in-as-root": ({ account, region }) => ({
      steps: [],
      records: () => [signIn({ account, region }, { type: "Root", arn: `arn:aws:iam::${account}:root` })],
    }),
  },
};

/** An account that leaves its organization, or was not let go. */
function leave({ account, region }: Place, more: Record<string, unknown> = {}) {
  const where = { awsRegion: region, recipientAccountId: account };
  return record("organizations.amazonaws.com", "LeaveOrganization", { ...where, ...more });
}

/** A call of IAM that the root user made. */
function byRoot({ account }: Place, eventName: string, fields: Record<string, unknown>) {
  const arn = `arn:aws:iam::${account}:root`;
  return record("iam.amazonaws.com", eventName, {
    userIdentity: { type: "Root", principalId: account, arn, accountId: account, accessKeyId: "" },
    recipientAccountId: account,
    ...fields,
  });
}

/** A sign-in to the console that succeeded, without MFA. */
function signIn({ account, region }: Place, identity: { type: string; arn: string; userName?: string }) {
  return record("signin.amazonaws.com", "ConsoleLogin", {
    userIdentity: { principalId: account, accountId: account, accessKeyId: "", ...identity },
    awsRegion: region,
    recipientAccountId: account,
    eventType: "AwsConsoleSignIn",
    responseElements: { ConsoleLogin: "Success" },
    additionalEventData: {
      LoginTo: "https://console.aws.amazon.com/console/home",
      MobileVersion: "No",
      MFAUsed: "No",
    },
  });
}
