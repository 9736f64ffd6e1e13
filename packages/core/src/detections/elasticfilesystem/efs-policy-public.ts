import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import { readPolicy } from "../../policy/document.ts";
import { inspectPolicy } from "../../policy/inspection.ts";
import { publicStatements } from "../../policy/public.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { lookThrough } from "../look-through.ts";
import { POLICY_UNREADABLE, PolicyEvidence, policyViolation, publicPolicyWords } from "../policy-evidence.ts";
import { fileSystemAttacks } from "./file-system-attacks.ts";

const Request = z.object({
  fileSystemId: z.string().optional().catch(undefined),
  policy: z.unknown().optional(),
});
/** A file system is named by its id or its ARN. */
const ID = /^(?:arn:aws[a-z-]*:elasticfilesystem:[a-z0-9-]+:\d{12}:file-system\/)?(fs-[0-9a-f]{8,40})$/;

export default defineDetection({
  id: "efs-policy-public",
  title: "File system that anyone may mount",
  severity: "medium",
  why: "Everyone who reaches a mount target, from a peered network or through an access point, may read the files, whoever they are in IAM.",
  triage: [
    "See which actions are open: ClientMount reads, ClientWrite and ClientRootAccess change.",
    "See who can reach the mount targets: their security groups and the networks that are peered.",
  ],
  ...publicPolicyWords,
  references: [{ framework: "MITRE ATT&CK", version: "16.1", ids: ["T1530"] }],
  notes: [
    "No record of the call was seen: its shape is that of the API's documentation.",
    "A policy for everyone who comes by a mount target (elasticfilesystem:AccessedViaMountTarget) is AWS's own suggestion, and is none.",
    "A file system without a policy lets everyone who reaches a mount target do everything. That is AWS's default, and not reported; the response never leaves one without.",
  ],
  events: [{ source: "elasticfilesystem.amazonaws.com", names: ["PutFileSystemPolicy"] }],
  parameters: z.object({}),
  evidence: PolicyEvidence,
  question: z.object({ id: z.string(), account: z.string() }),

  detect(record, place) {
    const { fileSystemId = "", policy } = Request.parse(record.requestParameters ?? {});
    const id = ID.exec(fileSystemId)?.[1];
    if (failed(record) || id === undefined) return nothing;
    if (policy === undefined || !readPolicy(policy).readable) {
      const ask = { id, account: place.account };
      return { violations: [], suspicions: [{ ask, reason: POLICY_UNREADABLE }] };
    }
    return { violations: violations(id, policy, place), suspicions: [] };
  },

  async assess({ id, account }, live) {
    const policy = await policyOf(id, await live.client("efs"));
    return violations(id, policy, { account, region: live.region });
  },

  response: {
    calls: ["efs:DescribeFileSystemPolicy", "efs:PutFileSystemPolicy", "efs:ListTagsForResource"],
    // "Can take several minutes": https://docs.aws.amazon.com/efs/latest/ug/create-file-system-policy.html
    settlesWithinMinutes: 5,
    async inspect({ evidence: { name: FileSystemId, offence } }, { live, now }) {
      const policy = await policyOf(FileSystemId, await live.client("efs"));
      return inspectPolicy({
        policy,
        fingerprint: offence,
        what: `file system ${FileSystemId}`,
        put: (Policy) => ({
          service: "efs",
          operation: "PutFileSystemPolicy",
          input: { FileSystemId, Policy },
        }),
        empty: { keep: byMountTarget(policy, now), words: "the same for who comes by a mount target" },
        now,
      });
    },
    async tags({ id }, live) {
      const tags = await (await live.client("efs")).ListTagsForResource({ ResourceId: id });
      return Object.fromEntries(tags.map(({ Key = "", Value = "" }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["efs:DescribeFileSystems", "efs:DescribeFileSystemPolicy"],
    async *resources({ live, ...place }) {
      const efs = await live.client("efs");
      yield* lookThrough(await efs.DescribeFileSystems({}), async ({ FileSystemId: id = "" }) => {
        const policy = await policyOf(id, efs);
        return { resource: fileSystemOf(id, place).arn, violations: violations(id, policy, place) };
      });
    },
  },

  attacks: fileSystemAttacks,
});

function fileSystemOf(id: string, { account, region }: Place): Resource {
  const type = "AWS::EFS::FileSystem";
  return { arn: arn("elasticfilesystem", region, account, `file-system/${id}`), type, id };
}

function violations(id: string, policy: unknown, place: Place): Violation<PolicyEvidence>[] {
  const resource = fileSystemOf(id, place);
  return policyViolation({ resource, name: id, what: `file system ${id}`, severity: "medium" }, policy);
}

/**
 * What the statements for everyone allow, for who comes by a mount target. To take the policy away instead would let all of those
 * do everything, as root, too: https://docs.aws.amazon.com/efs/latest/ug/iam-access-control-nfs-efs.html#default-filesystempolicy
 */
function byMountTarget(policy: string, now: Date): JsonObject {
  const document = readPolicy(policy);
  const open = document.readable ? publicStatements(document, { now }) : [];
  const actions = open.flatMap(({ statement }) =>
    statement.effect === "unreadable" || statement.action.not ? [] : statement.action.patterns,
  );
  return {
    Effect: "Allow",
    Principal: { AWS: "*" },
    Action: actions.length > 0 ? [...new Set(actions)] : ["elasticfilesystem:ClientMount"],
    Condition: { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } },
  };
}

/** "" where it has none. */
async function policyOf(FileSystemId: string, efs: Clients["efs"]): Promise<string> {
  try {
    return (await efs.DescribeFileSystemPolicy({ FileSystemId })).Policy ?? "";
  } catch (error) {
    if (error instanceof Error && error.name === "PolicyNotFound") return "";
    throw error;
  }
}
