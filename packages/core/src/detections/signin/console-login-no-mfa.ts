import * as z from "zod";
import { GLOBAL_REGION } from "../../event/pattern.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { callingUser, consolePassword } from "../iam/credentials.ts";
import { inspectSignIn, keptOutByHand, signInCalls, signInOf, signInReads } from "../iam/deny-without-mfa.ts";
import { principalResource, tagsOf } from "../iam/principal.ts";
import { signIn } from "./sign-in.ts";

const Evidence = z.object({ user: z.string() });

function violation(user: string, place: Place, summary: string): Violation<z.infer<typeof Evidence>> {
  return {
    // Which region reports a sign-in is the endpoint's choice, and says nothing.
    region: GLOBAL_REGION,
    resource: principalResource({ kind: "user", name: user }, place),
    fingerprint: "no-mfa",
    summary,
    severity: "medium",
    evidence: { user },
  };
}

export default defineDetection({
  id: "console-login-no-mfa",
  title: "Console sign-in without MFA",
  severity: "medium",
  why: "A user whose password is all that it takes to sign in is one phishing mail, or one reused password, away from being somebody else.",
  triage: [
    "See from where the sign-in came, and whether the user signs in from there otherwise.",
    "Ask the user whether it was them, and why they have no MFA device.",
    "See what they did in that session, and whether they had an MFA device before (DeactivateMFADevice).",
  ],
  falsePositives: [
    "A new user, who signs in once to register their device.",
    "A test that signs in by itself: exempt its user, and give it few rights.",
  ],
  byHand: keptOutByHand,
  notes: [
    "People who come through an identity provider or IAM Identity Center are left alone: AWS doesn't know whether they used MFA.",
    "The root user's sign-in is another detection's.",
    "A sweep finds the users who could sign in so, whether they did or not.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["1.9", "4.2"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["1.10", "4.2"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["IAM.5"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1078.004"] },
  ],
  events: [{ source: "signin.amazonaws.com", names: ["ConsoleLogin"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const signedIn = signIn(record);
    const user = callingUser(record);
    if (!signedIn || signedIn.mfa || signedIn.federated || user === undefined) return nothing;
    const summary = `User ${user} signed in to the console without MFA`;
    return { ...nothing, violations: [violation(user, place, summary)] };
  },

  response: {
    calls: signInCalls,
    onlyUndo: ["iam:DeleteUserPolicy"],
    inspect: ({ evidence: { user } }, look) => inspectSignIn(user, look),
    tags: tagsOf,
  },

  sweep: {
    calls: ["iam:ListUsers", ...signInReads],
    async *resources({ live, ...place }) {
      if (place.region !== GLOBAL_REGION) return;
      const iam = await live.client("iam");
      for (const { UserName: user } of await iam.ListUsers({})) {
        if (user === undefined) continue;
        // Most users have none, and one that was deleted meanwhile has none, either.
        const password = await consolePassword(user, iam);
        const open = password !== undefined && (await signInOf(user, iam)).open;
        const summary = `User ${user} can sign in to the console with a password alone`;
        yield {
          resource: principalResource({ kind: "user", name: user }, place).arn,
          violations: open ? [violation(user, place, summary)] : [],
        };
      }
    },
  },

  attacks: [],
});
