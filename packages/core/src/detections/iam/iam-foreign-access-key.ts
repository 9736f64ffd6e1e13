import * as z from "zod";
import { failed } from "../../event/record.ts";
import { defineDetection, nothing } from "../define.ts";
import { callingUser, sameName } from "./credentials.ts";
import { principalResource, recordedName, tagsOf } from "./principal.ts";
import { iamStep, makeUser } from "./principal-attacks.ts";

const USER = "attacked-key";

const Evidence = z.object({
  user: z.string(),
  accessKeyId: z.string(),
  /** When the record says that it was made. */
  made: z.string().optional(),
});

/** AWS's clocks agree within seconds. A record that is off by more is not of this key's making, and may be forged. */
const SAME_TIME_MS = 600_000;

const Request = z.object({ userName: recordedName });
/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html */
const KeyId = z.string().regex(/^\w{16,128}$/);
const Answer = z.object({ accessKey: z.object({ userName: recordedName, accessKeyId: KeyId }) });

export default defineDetection({
  id: "iam-foreign-access-key",
  title: "Access key made for another user",
  severity: "medium",
  why: "Whoever makes an access key for another user can act as that user from then on, from anywhere and without a password or MFA, until somebody notices the key. It is a common way to stay in an account.",
  triage: [
    "Ask whoever made it, and the user that it is for: did they want a key, and who has it now?",
    "See what the user may do, and what was called with this key: look for its id as userIdentity.accessKeyId in CloudTrail.",
    "See what else its maker did around that time: other keys, passwords, policies.",
  ],
  falsePositives: [
    "A deploy or an administrator that makes the keys of the account's service users: exempt whoever does that.",
  ],
  byHand: [
    "Where nobody wanted the key, delete it once it is known what was done with it (DeleteAccessKey).",
  ],
  notes: [
    "A key whose id the record does not have, since somebody struck it out, is not found.",
    "Who made a key can't be seen afterwards: a sweep doesn't find these.",
  ],
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1098.001"] }],
  events: [{ source: "iam.amazonaws.com", names: ["CreateAccessKey"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const answer = Answer.safeParse(record.responseElements);
    if (failed(record) || !answer.success) return nothing;
    const { accessKeyId, userName = Request.parse(record.requestParameters ?? {}).userName } =
      answer.data.accessKey;
    if (userName === undefined || sameName(userName, callingUser(record))) return nothing;
    return {
      violations: [
        {
          resource: principalResource({ kind: "user", name: userName }, place),
          fingerprint: `access-key/${accessKeyId}`,
          summary: `Access key ${accessKeyId} of user ${userName} was made by somebody else`,
          severity: "medium",
          evidence: { user: userName, accessKeyId, made: record.eventTime },
        },
      ],
      suspicions: [],
    };
  },

  response: {
    calls: ["iam:ListAccessKeys", "iam:UpdateAccessKey", "iam:ListUserTags"],
    async inspect({ evidence: { user, accessKeyId, made } }, { live }) {
      const iam = await live.client("iam");
      const keys = await iam.ListAccessKeys({ UserName: user });
      const key = keys.find(({ AccessKeyId }) => AccessKeyId === accessKeyId);
      const state = { user, accessKey: accessKeyId, status: key?.Status ?? null };
      if (key?.Status !== "Active") return { state };
      const apart = Math.abs(Date.parse(made ?? "") - (key.CreateDate?.getTime() ?? 0));
      const set = (Status: "Active" | "Inactive") => ({
        service: "iam",
        operation: "UpdateAccessKey",
        input: { UserName: user, AccessKeyId: accessKeyId, Status },
      });
      return {
        state,
        plan: {
          version: 1,
          steps: [{ ...set("Inactive"), does: `deactivate access key ${accessKeyId} of user ${user}` }],
          undo: [
            { ...set("Active"), does: `activate access key ${accessKeyId} of user ${user} again`, undoes: 0 },
          ],
          ...(!(apart <= SAME_TIME_MS) && {
            confirm: "the key was not made when the record says: it may be one that is in use",
          }),
        },
      };
    },
    tags: tagsOf,
  },

  attacks: [
    {
      name: "key-for-another-user",
      title: "An access key is made for another user",
      steps: [
        makeUser(USER),
        iamStep("CreateAccessKey", { UserName: USER }, `make an access key for ${USER}`),
      ],
    },
  ],
});
