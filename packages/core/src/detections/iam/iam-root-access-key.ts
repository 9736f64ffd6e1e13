import * as z from "zod";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { rootUser } from "./credentials.ts";
import { recordedName } from "./principal.ts";
import { rootCredentials } from "./root-summary.ts";

const Evidence = z.object({ account: z.string() });
const Named = z.object({ userName: recordedName });
const Answer = z.object({ accessKey: Named }).catch({ accessKey: { userName: undefined } });

function violation(place: Place): Violation<z.infer<typeof Evidence>> {
  return {
    resource: rootUser(place),
    fingerprint: "root-access-key",
    summary: `The root user of account ${place.account} has an access key`,
    severity: "critical",
    evidence: { account: place.account },
  };
}

export default defineDetection({
  id: "iam-root-access-key",
  title: "Access key of the root user",
  severity: "critical",
  why: "With an access key of the root user anything can be done in the account, from anywhere, without MFA, and no policy of the account bounds it. Nothing needs such a key.",
  triage: [
    "Ask whoever holds the root password whether it was them; if not, treat the account as taken over.",
    "See what was called with the key: its id is userIdentity.accessKeyId in CloudTrail.",
    "See from where the root user had signed in (ConsoleLogin), and whether with MFA.",
  ],
  falsePositives: ["None that is known: what root alone can do is done in the console."],
  byHand: [
    "Sign in as the root user and delete the key under Security credentials: no user or role of the account can.",
    "In an organization with central root access, the management account can delete it in a root session (sts:AssumeRoot with the task policy IAMDeleteRootUserCredentials).",
    "If it was none of you: change the root password and the password of its e-mail address, and open a case with AWS Support.",
  ],
  notes: [
    "A key of the root user that is not active is one, too: AWS doesn't tell these apart.",
    "Root calls for users of the account are not looked at here.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["1.3"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["1.4"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["IAM.4"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1098"] },
  ],
  events: [{ source: "iam.amazonaws.com", names: ["CreateAccessKey"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    if (failed(record) || record.userIdentity.type !== "Root") return nothing;
    const { userName } = Named.parse(record.requestParameters ?? {});
    const { accessKey } = Answer.parse(record.responseElements);
    const isOwn = (userName ?? accessKey.userName) === undefined;
    return isOwn ? { ...nothing, violations: [violation(place)] } : nothing;
  },

  sweep: {
    calls: ["iam:GetAccountSummary"],
    async *resources({ live, ...place }) {
      const { accessKeys } = await rootCredentials(await live.client("iam"));
      const violations = accessKeys > 0 ? [violation(place)] : [];
      yield { resource: rootUser(place).arn, violations };
    },
  },

  attacks: [],
});
