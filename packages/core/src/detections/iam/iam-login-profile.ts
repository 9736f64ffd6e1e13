import * as z from "zod";
import { failed } from "../../event/record.ts";
import { defineDetection, nothing } from "../define.ts";
import { loginProfileAttacks } from "./credential-attacks.ts";
import { callingUser, consolePassword, sameName } from "./credentials.ts";
import { principalResource, recordedName, tagsOf } from "./principal.ts";

const Evidence = z.object({ user: z.string() });
const Request = z.object({ userName: recordedName });

export default defineDetection({
  id: "iam-login-profile",
  title: "Console password given to a user",
  severity: "high",
  why: "Whoever sets another user's console password can sign in as that user, with all their rights. And where only access keys were meant to be, a password makes the console a second way in, which lasts when the keys are gone.",
  triage: [
    "Ask whoever set it, and the user: is it a new colleague, or one who had forgotten their password?",
    "See whether the user signed in to the console since (ConsoleLogin), from where, and what they did.",
    "See what else was done around that time by whoever set it: access keys, policies, MFA devices.",
  ],
  falsePositives: [
    "People who get a user in IAM from an administrator, and a first password with it: exempt whoever does that.",
  ],
  byHand: [
    "Where nobody wanted the password, deactivate the user's access keys, too, and see who can sign in as whoever set it.",
    "Where the user needs the console, give them a new password that they have to change at once (CreateLoginProfile with PasswordResetRequired): nothing brings the old one back.",
  ],
  notes: [
    "A user who makes a first password for themselves is found, too: that takes an access key, which may be stolen. One who changes theirs is not.",
    "Who set a password can't be seen afterwards: a sweep doesn't find these.",
    "Password recovery for the root user, which the organization's management account can allow, is not looked at.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1098"] }],
  events: [{ source: "iam.amazonaws.com", names: ["CreateLoginProfile", "UpdateLoginProfile"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    if (failed(record)) return nothing;
    const caller = callingUser(record);
    // Without a name it is the caller's own.
    const { userName: user = caller } = Request.parse(record.requestParameters ?? {});
    if (user === undefined) return nothing;
    const isFirst = record.eventName === "CreateLoginProfile";
    const isOwn = sameName(user, caller);
    if (isOwn && !isFirst) return nothing;
    const what = isFirst ? "was given a password for the console" : "had their console password set";
    return {
      violations: [
        {
          resource: principalResource({ kind: "user", name: user }, place),
          fingerprint: "console-password",
          summary: `User ${user} ${what} by ${isOwn ? "themselves" : "somebody else"}`,
          severity: "high",
          evidence: { user },
        },
      ],
      suspicions: [],
    };
  },

  response: {
    calls: ["iam:GetLoginProfile", "iam:DeleteLoginProfile", "iam:ListUserTags"],
    async inspect({ evidence: { user } }, { live }) {
      const password = await consolePassword(user, await live.client("iam"));
      const state = {
        user,
        consolePassword: password !== undefined,
        ...(password && { mustBeChanged: password.PasswordResetRequired ?? false }),
      };
      if (password === undefined) return { state };
      return {
        state,
        plan: {
          version: 1,
          steps: [
            {
              service: "iam",
              operation: "DeleteLoginProfile",
              input: { UserName: user },
              does: `delete the console password of user ${user}`,
            },
          ],
          // An undo would need a password, and plans are stored and shown.
          undo: [],
          lost: [`the console password of user ${user}: a person has to give them a new one`],
          confirm: "a password that is deleted can't be brought back",
        },
      };
    },
    tags: tagsOf,
  },

  attacks: loginProfileAttacks,
});
