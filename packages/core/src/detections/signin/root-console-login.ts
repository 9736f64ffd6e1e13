import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import { GLOBAL_REGION } from "../../event/pattern.ts";
import { defineDetection, nothing } from "../define.ts";
import { signIn } from "./sign-in.ts";

export default defineDetection({
  id: "root-console-login",
  title: "The account's root user signed in",
  severity: "high",
  why: "The root user can do everything, nothing bounds it but the organization's policies, and no call ends its session. Day-to-day work has no need of it.",
  triage: [
    "Ask whoever holds the root password whether it was them, and for which of the few tasks that need root.",
    "See what the root user did since: all its calls have userIdentity.type Root.",
    "See where it came from (source address), and whether MFA was used.",
  ],
  falsePositives: ["One of the tasks that only root can do, agreed upon beforehand."],
  byHand: [
    "If it was none of you: change the root password and its e-mail address's password, remove unknown MFA devices and root access keys, and open a case with AWS Support.",
    "Nothing ends a root session that is under way; in an organization, a service control policy can deny the root user everything.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["1.6", "4.3"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["1.7", "4.3"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1078.004"] },
  ],
  events: [{ source: "signin.amazonaws.com", names: ["ConsoleLogin"] }],
  parameters: z.object({}),
  evidence: z.object({ mfa: z.boolean() }),

  detect(record, { account }) {
    const signedIn = signIn(record);
    if (!signedIn || record.userIdentity.type !== "Root") return nothing;
    const { mfa } = signedIn;
    const resource = { arn: arn("iam", "", account, "root"), type: "AWS::IAM::User", id: "root" };
    return {
      violations: [
        {
          // Which region reports a sign-in is the endpoint's choice, and says nothing.
          region: GLOBAL_REGION,
          resource,
          fingerprint: "console-login",
          summary: `The root user of account ${account} signed in to the console${mfa ? "" : " without MFA"}`,
          severity: mfa ? "high" : "critical",
          evidence: { mfa },
        },
      ],
      suspicions: [],
    };
  },
  attacks: [],
});
