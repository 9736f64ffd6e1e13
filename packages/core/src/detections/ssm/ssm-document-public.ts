import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { documentAttacks } from "./ssm-attacks.ts";

const Evidence = z.object({
  name: z.string(),
  /** `all`, or an account's id. */
  sharedWith: z.string(),
});
type Evidence = z.infer<typeof Evidence>;

const Parameters = z.object({
  accounts: z
    .array(z.string())
    .default([])
    .describe("Accounts that documents may be shared with, beside the document's own"),
});

const Request = z.object({
  name: z.string().optional().catch(undefined),
  accountIdsToAdd: z.array(z.unknown()).catch([]),
  accountIdsToRemove: z.array(z.unknown()).catch([]),
});

/** https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_ModifyDocumentPermission.html */
const NAME = /^[\w.-]{3,128}$/;
const VERSION = /^([$]LATEST|[$]DEFAULT|[$]ALL)$/;

export default defineDetection({
  id: "ssm-document-public",
  title: "Systems Manager document shared with everyone, or with a stranger",
  severity: "high",
  why: "The document can be read from any AWS account: how your machines are set up, names, addresses, and the secrets that people write into commands.",
  triage: [
    "Read the document, each version of it: treat secrets in it as known to others.",
    "See how long it was shared: a copy in another account can't be called back.",
    "Block public sharing for the whole region: it is a setting of Systems Manager (ssm-public-sharing-on).",
  ],
  falsePositives: [
    "A document shared with another account of your own: list the account in the parameter `accounts`.",
    "A document that is published for everyone: exempt it.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["SSM.4"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1537"] },
  ],
  notes: ["No record of this call was seen whole: the fields are those of the API."],
  events: [{ source: "ssm.amazonaws.com", names: ["ModifyDocumentPermission"] }],
  parameters: Parameters,
  evidence: Evidence,

  detect(record, place, parameters) {
    if (failed(record)) return nothing;
    const { name, accountIdsToAdd, accountIdsToRemove } = Request.parse(record.requestParameters ?? {});
    // AWS takes away what is in both.
    const removed = new Set(accountIdsToRemove.map(spelled));
    const added = accountIdsToAdd.map(spelled).filter((value) => !removed.has(value));
    return { violations: violations(name, added, place, parameters), suspicions: [] };
  },

  response: {
    calls: ["ssm:DescribeDocumentPermission", "ssm:ModifyDocumentPermission", "ssm:ListTagsForResource"],
    async inspect({ evidence: { name, sharedWith } }, { live }) {
      const shares = await sharesOf(name, live);
      const state = { sharedWith: shares.map(({ account }) => account) };
      const share = shares.find(({ account }) => account === sharedWith);
      // Others whom it is shared with are other findings.
      const guard = { [sharedWith]: share !== undefined };
      if (!share) return { state, guard };
      const whom = wordsFor(sharedWith);
      const of = { Name: name, PermissionType: "Share" };
      const version = VERSION.test(share.version) && { SharedDocumentVersion: share.version };
      const operation = { service: "ssm", operation: "ModifyDocumentPermission" };
      const take = { ...of, AccountIdsToRemove: [sharedWith] };
      const give = { ...of, AccountIdsToAdd: [sharedWith], ...version };
      return {
        state,
        guard,
        plan: {
          version: 1,
          steps: [{ ...operation, input: take, does: `share document ${name} with ${whom} no more` }],
          undo: [{ ...operation, input: give, does: `share document ${name} with ${whom} again`, undoes: 0 }],
          lost: ["copies that were made meanwhile: they stay where they are"],
          ...(sharedWith !== "all" && { confirm: `${whom} may be one that you know` }),
        },
      };
    },
    async tags({ id }, live) {
      const ssm = await live.client("ssm");
      const { TagList = [] } = await ssm.ListTagsForResource({ ResourceType: "Document", ResourceId: id });
      return Object.fromEntries(TagList.map(({ Key = "", Value = "" }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["ssm:ListDocuments", "ssm:DescribeDocumentPermission"],
    async *resources({ live, ...place }, parameters) {
      const ssm = await live.client("ssm");
      for (const { Name = "" } of await ssm.ListDocuments({
        Filters: [{ Key: "Owner", Values: ["Self"] }],
      })) {
        const shared = (await sharesOf(Name, live)).map(({ account }) => account);
        yield {
          resource: documentOf(Name, place).arn,
          violations: violations(Name, shared, place, parameters),
        };
      }
    },
  },

  attacks: documentAttacks,
});

/** AWS takes "all" in any case. */
function spelled(value: unknown): string {
  return typeof value === "string" ? value.toLowerCase() : "";
}

function documentOf(name: string, { account, region }: Place): Resource {
  return { arn: arn("ssm", region, account, `document/${name}`), type: "AWS::SSM::Document", id: name };
}

function violations(
  name: string | undefined,
  shared: readonly string[],
  place: Place,
  { accounts }: z.infer<typeof Parameters>,
): Violation<Evidence>[] {
  if (name === undefined || !NAME.test(name)) return [];
  const known = new Set([place.account, ...accounts]);
  return [...new Set(shared)]
    .filter((value) => (value === "all" || /^\d{12}$/.test(value)) && !known.has(value))
    .map((value) => ({
      resource: documentOf(name, place),
      fingerprint: value === "all" ? "public" : `account/${value}`,
      summary: `document ${name} is shared with ${wordsFor(value)}`,
      severity: value === "all" ? ("high" as const) : ("medium" as const),
      evidence: { name, sharedWith: value },
    }));
}

function wordsFor(value: string): string {
  return value === "all" ? "everyone" : `account ${value}`;
}

async function sharesOf(name: string, live: LiveAccount): Promise<{ account: string; version: string }[]> {
  const ssm = await live.client("ssm");
  const shared = await ssm.DescribeDocumentPermission({ Name: name, PermissionType: "Share" });
  const versions = new Map(
    shared.AccountSharingInfoList.map(({ AccountId, SharedDocumentVersion = "" }) => [
      spelled(AccountId),
      SharedDocumentVersion,
    ]),
  );
  const accounts = shared.AccountIds.map(spelled).toSorted();
  return accounts.map((account) => ({ account, version: versions.get(account) ?? "" }));
}
