import type { Clients } from "../../aws/account.ts";
import { parseJson } from "../../json.ts";
import { readPolicy } from "../../policy/document.ts";
import type { CallName, Inspection, Look } from "../define.ts";
import { consolePassword } from "./credentials.ts";
import { deletingInline, inlineDocument, puttingInline } from "./inline-policy.ts";

/** The inline policy that keeps a user out of the console until they have MFA. */
export const DENY_POLICY = "snapback-deny-without-mfa";

/**
 * Denies sessions that were begun without MFA all but what registering an MFA device takes. It gives no rights. `Bool`, and not
 * `BoolIfExists`: calls with access keys say nothing of MFA, and go on working.
 *
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_examples_aws_my-sec-creds-self-manage-mfa-only.html
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-multifactorauthpresent
 */
const DOCUMENT = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    {
      Sid: "SnapbackDenyWithoutMfa",
      Effect: "Deny",
      NotAction: [
        "iam:ChangePassword",
        "iam:CreateVirtualMFADevice",
        "iam:EnableMFADevice",
        "iam:GetUser",
        "iam:ListMFADevices",
        "iam:ListVirtualMFADevices",
        "iam:ResyncMFADevice",
        "sts:GetSessionToken",
      ],
      Resource: "*",
      Condition: { Bool: { "aws:MultiFactorAuthPresent": "false" } },
    },
  ],
});

/** What `signInOf` reads. */
export const signInReads = [
  "iam:GetLoginProfile",
  "iam:GetUserPolicy",
  "iam:ListMFADevices",
  "iam:ListUserPolicies",
] as const satisfies readonly CallName[];

/** What `inspectSignIn` and its plans call. */
export const signInCalls = [
  ...signInReads,
  "iam:PutUserPolicy",
  "iam:DeleteUserPolicy",
  "iam:ListUserTags",
] as const satisfies readonly CallName[];

/**
 * How a user can sign in to the console. `open`: with nothing but a password. Throws AWS's NoSuchEntity where the user is gone.
 */
export async function signInOf(user: string, iam: Clients["iam"]) {
  const devices = await iam.ListMFADevices({ UserName: user });
  const password = await consolePassword(user, iam);
  const encoded = await inlineDocument({ kind: "user", name: user }, DENY_POLICY, iam);
  const read = encoded === undefined ? undefined : readPolicy(encoded);
  const policy = read?.readable ? read.text : encoded;
  const denied = policy !== undefined && JSON.stringify(parseJson(policy)) === DOCUMENT;
  return {
    open: password !== undefined && devices.length === 0 && !denied,
    policy,
    state: {
      user,
      consolePassword: password !== undefined,
      mfaDevices: devices.length,
      deniedWithoutMfa: denied,
    },
  };
}

/** The user as they are, and, where their password is all that it takes, the plan that keeps them out until they have MFA. */
export async function inspectSignIn(user: string, { live }: Pick<Look, "live">): Promise<Inspection> {
  const { open, policy, state } = await signInOf(user, await live.client("iam"));
  // The undo is also for when they have MFA again: only the policy counts for it.
  const guard = { user, policy: policy ?? null };
  if (!open) return { state, guard };
  const principal = { kind: "user", name: user } as const;
  const before =
    policy === undefined
      ? { ...deletingInline(principal, DENY_POLICY), does: `take policy ${DENY_POLICY} away again` }
      : { ...puttingInline(principal, DENY_POLICY, policy), does: `set policy ${DENY_POLICY} as it was` };
  return {
    state,
    guard,
    plan: {
      version: 1,
      steps: [
        {
          ...puttingInline(principal, DENY_POLICY, DOCUMENT),
          does: `deny user ${user} all that they do in the console without MFA, but to register an MFA device`,
        },
      ],
      undo: [{ ...before, undoes: 0 }],
    },
  };
}

/** What a person has to do about a user who is kept out until they have MFA. */
export const keptOutByHand = [
  `Have the user register an MFA device. Then the policy ${DENY_POLICY} stands in nobody's way: leave it, or take it away with the undo.`,
  "Change the password (UpdateLoginProfile) where somebody else may know it: whoever does can register a device of their own, if the user's policies let users do that.",
  "Access keys go on working, since their calls don't say whether there was MFA: look after them yourself.",
];
