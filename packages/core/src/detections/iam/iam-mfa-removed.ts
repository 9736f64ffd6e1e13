import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { awsFailure } from "../../aws/error.ts";
import { type CloudTrailRecord, failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { mfaAttacks } from "./credential-attacks.ts";
import { callingUser, rootUser } from "./credentials.ts";
import { inspectSignIn, keptOutByHand, signInCalls, signInOf } from "./deny-without-mfa.ts";
import { principalResource, recordedName, tagsOf } from "./principal.ts";
import { rootCredentials } from "./root-summary.ts";

/** Whose device it was. */
type Evidence = z.infer<typeof Evidence>;
const Evidence = z.object({ of: z.enum(["user", "root"]), name: z.string() });
const Question = Evidence.extend({ account: z.string() });

const root: Evidence = { of: "root", name: "root" };
const user = (name: string): Evidence => ({ of: "user", name });

const Request = z.object({
  userName: recordedName,
  serialNumber: z.string().optional().catch(undefined),
});
/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const ROOTS = /:mfa\/root-account-mfa-device$|:u2f\/root-account\//;
const NAMED = /:mfa\/(?:[!-~]*\/)?([^/]+)$/;

function violation(evidence: Evidence, place: Place): Violation<Evidence> {
  if (evidence.of === "root") {
    return {
      resource: rootUser(place),
      fingerprint: "root-no-mfa",
      summary: `An MFA device of the root user of account ${place.account} was taken away`,
      severity: "critical",
      evidence,
    };
  }
  return {
    resource: principalResource({ kind: "user", name: evidence.name }, place),
    fingerprint: "no-mfa",
    summary: `An MFA device of user ${evidence.name} was taken away`,
    severity: "high",
    evidence,
  };
}

/** Whose device was deactivated. Without a user's name it is the caller's own. */
function formerOwner(record: CloudTrailRecord): Evidence | undefined {
  const { userName, serialNumber = "" } = Request.parse(record.requestParameters ?? {});
  if (ROOTS.test(serialNumber)) return root;
  if (userName !== undefined) return user(userName);
  if (record.userIdentity.type === "Root") return root;
  const caller = callingUser(record);
  return caller === undefined ? undefined : user(caller);
}

/** Whose a deleted device may have been: it was nobody's any more, and people name devices after their user. */
function namesake(record: CloudTrailRecord): Evidence | undefined {
  const { serialNumber = "" } = Request.parse(record.requestParameters ?? {});
  if (ROOTS.test(serialNumber)) return root;
  const name = recordedName.parse(NAMED.exec(serialNumber)?.[1]);
  return name === undefined ? undefined : user(name);
}

async function isOpen({ of, name }: Evidence, iam: Clients["iam"]): Promise<boolean> {
  if (of === "user") return (await signInOf(name, iam)).open;
  const { mfa, password } = await rootCredentials(iam);
  return password && !mfa;
}

export default defineDetection({
  id: "iam-mfa-removed",
  title: "MFA device taken away",
  severity: "high",
  why: "Without MFA a stolen password is all that it takes to sign in. Whoever takes over a user takes the MFA device away first, or puts their own in its place.",
  triage: [
    "Ask the user: do they have a new phone or key, or did somebody else do it?",
    "See whether a new device was registered since (EnableMFADevice), by whom, and who signed in (ConsoleLogin).",
    "See what else was done around that time by whoever took it away.",
  ],
  falsePositives: ["A user who moves to a new device: it is over once the new one is registered."],
  byHand: [
    ...keptOutByHand,
    "Of the root user: sign in as root and register a device under Security credentials. Nobody else can, and no policy of the account bounds the root user; a service control policy of an organization does.",
  ],
  notes: [
    "AWS lets nobody but the device's holder register it: the response denies the user the console without MFA instead.",
    "Only who has a console password and no other MFA device is denied anything.",
    "A virtual device can be deleted only when it is nobody's any more: then the user whom it is named after is looked at.",
    "A root user without a password, as organizations with central root access have them, needs no MFA; where AWS doesn't tell, it counts as having one.",
    "These records were not seen from a real account: their request is read as the API has it.",
  ],
  references: [
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["1.9"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["1.10"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["IAM.5", "IAM.19"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1556.006"] },
  ],
  events: [{ source: "iam.amazonaws.com", names: ["DeactivateMFADevice", "DeleteVirtualMFADevice"] }],
  parameters: z.object({}),
  evidence: Evidence,
  question: Question,

  detect(record, place) {
    if (failed(record)) return nothing;
    if (record.eventName === "DeactivateMFADevice") {
      const owner = formerOwner(record);
      return owner ? { ...nothing, violations: [violation(owner, place)] } : nothing;
    }
    const owner = namesake(record);
    if (owner === undefined) return nothing;
    const ask = { ...owner, account: place.account };
    return { ...nothing, suspicions: [{ ask, reason: "the record does not say whose device it was" }] };
  },

  async assess({ account, ...owner }, live) {
    try {
      const open = await isOpen(owner, await live.client("iam"));
      return open ? [violation(owner, { account, region: live.region })] : [];
    } catch (error) {
      if (awsFailure(error) === "gone") return [];
      throw error;
    }
  },

  response: {
    calls: [...signInCalls, "iam:GetAccountSummary"],
    onlyUndo: ["iam:DeleteUserPolicy"],
    async inspect({ evidence }, look) {
      if (evidence.of === "user") return inspectSignIn(evidence.name, look);
      const { mfa, password } = await rootCredentials(await look.live.client("iam"));
      const state = { rootMfa: mfa, rootPassword: password };
      if (mfa || !password) return { state };
      return { state, stuck: "only the root user can register an MFA device of its own: sign in and do it" };
    },
    tags: async (resource, live) => (resource.id === "root" ? {} : tagsOf(resource, live)),
  },

  attacks: mfaAttacks,
});
