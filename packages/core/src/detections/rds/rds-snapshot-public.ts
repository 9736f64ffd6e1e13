import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { lookThrough } from "../look-through.ts";
import { rdsResource, tagsOf } from "./database.ts";
import { publicSnapshotAttacks } from "./database-attacks.ts";

const Evidence = z.object({
  kind: z.enum(["snapshot", "cluster-snapshot"]),
  identifier: z.string(),
  /** `all`, or an account's id. */
  sharedWith: z.string(),
});
type Evidence = z.infer<typeof Evidence>;

const Parameters = z.object({
  accounts: z
    .array(z.string())
    .default([])
    .describe("Accounts that snapshots may be shared with, beside the snapshot's own"),
});

const text = z.string().optional().catch(undefined);
const Request = z.object({
  attributeName: text,
  dBSnapshotIdentifier: text,
  dBClusterSnapshotIdentifier: text,
  valuesToAdd: z.array(z.string()).catch([]),
});

export default defineDetection({
  id: "rds-snapshot-public",
  title: "Database snapshot shared with everyone, or with a stranger",
  severity: "critical",
  why: "Whoever may restore a snapshot has all of the database's data, in an account of their own, where nobody sees what they do with it. Copying one takes minutes.",
  triage: [
    "See how long it was shared: a copy in another account can't be found or called back.",
    "See whose account it is, where it is one; ask your cloud team before you call it a stranger's.",
    "Treat what is in the database as known to others: passwords, keys, people's data.",
  ],
  falsePositives: [
    "A snapshot shared with another account of your own: list the account in the parameter `accounts`.",
    "Sample data that is meant for everyone: exempt the snapshot.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["RDS.1", "DocumentDB.3", "Neptune.3"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1537"] },
  ],
  notes: ["Neptune and DocumentDB have their snapshots here, too: their calls are RDS's."],
  events: [
    {
      source: "rds.amazonaws.com",
      names: ["ModifyDBSnapshotAttribute", "ModifyDBClusterSnapshotAttribute"],
    },
  ],
  parameters: Parameters,
  evidence: Evidence,

  detect(record, place, parameters) {
    const request = Request.parse(record.requestParameters ?? {});
    if (failed(record) || request.attributeName !== "restore") return nothing;
    const ofCluster = record.eventName === "ModifyDBClusterSnapshotAttribute";
    const kind = ofCluster ? "cluster-snapshot" : "snapshot";
    const identifier = ofCluster ? request.dBClusterSnapshotIdentifier : request.dBSnapshotIdentifier;
    return {
      violations: violations(kind, identifier, request.valuesToAdd, place, parameters),
      suspicions: [],
    };
  },

  response: {
    calls: [
      "rds:DescribeDBSnapshotAttributes",
      "rds:DescribeDBClusterSnapshotAttributes",
      "rds:ModifyDBSnapshotAttribute",
      "rds:ModifyDBClusterSnapshotAttribute",
      "rds:ListTagsForResource",
    ],
    async inspect({ evidence }, { live }) {
      const shared = await sharedWith(evidence, live);
      const state = { sharedWith: shared };
      // Others whom it is shared with are other findings.
      const guard = { [evidence.sharedWith]: shared.includes(evidence.sharedWith) };
      if (!shared.includes(evidence.sharedWith)) return { state, guard };
      return {
        state,
        guard,
        plan: {
          version: 1,
          steps: [sharing(evidence, "ValuesToRemove")],
          undo: [{ ...sharing(evidence, "ValuesToAdd"), undoes: 0 }],
          lost: ["copies that were made meanwhile: they stay where they are"],
          ...(evidence.sharedWith !== "all" && {
            confirm: `account ${evidence.sharedWith} may be one that you know`,
          }),
        },
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: [
      "rds:DescribeDBSnapshots",
      "rds:DescribeDBClusterSnapshots",
      "rds:DescribeDBSnapshotAttributes",
      "rds:DescribeDBClusterSnapshotAttributes",
    ],
    async *resources({ live, ...place }, parameters) {
      const rds = await live.client("rds");
      const manual = { SnapshotType: "manual" } as const;
      const snapshots = await rds.DescribeDBSnapshots(manual);
      const clusterSnapshots = await rds.DescribeDBClusterSnapshots(manual);
      const all = [
        ...snapshots.map((one) => ({ kind: "snapshot" as const, id: one.DBSnapshotIdentifier })),
        ...clusterSnapshots.map((one) => ({
          kind: "cluster-snapshot" as const,
          id: one.DBClusterSnapshotIdentifier,
        })),
      ];
      yield* lookThrough(all, async ({ kind, id }) => {
        const resource = rdsResource(kind, id, place);
        if (!resource) return undefined;
        const shared = await sharedWith({ kind, identifier: resource.id }, live);
        return { resource: resource.arn, violations: violations(kind, id, shared, place, parameters) };
      });
    },
  },

  attacks: publicSnapshotAttacks,
});

function violations(
  kind: Evidence["kind"],
  identifier: string | undefined,
  shared: readonly string[],
  place: Place,
  { accounts }: z.infer<typeof Parameters>,
): Violation<Evidence>[] {
  const resource = rdsResource(kind, identifier, place);
  if (!resource) return [];
  const known = new Set([place.account, ...accounts]);
  return [...new Set(shared.map((value) => value.toLowerCase()))]
    .filter((value) => (value === "all" || /^\d{12}$/.test(value)) && !known.has(value))
    .map((value) => ({
      resource,
      fingerprint: value === "all" ? "public" : `account/${value}`,
      summary: `database snapshot ${resource.id} is shared with ${value === "all" ? "everyone" : `account ${value}`}`,
      severity: value === "all" ? ("critical" as const) : ("medium" as const),
      evidence: { kind, identifier: resource.id, sharedWith: value },
    }));
}

async function sharedWith(
  { kind, identifier }: Pick<Evidence, "kind" | "identifier">,
  live: LiveAccount,
): Promise<string[]> {
  const rds = await live.client("rds");
  const attributes =
    kind === "snapshot"
      ? (await rds.DescribeDBSnapshotAttributes({ DBSnapshotIdentifier: identifier }))
          .DBSnapshotAttributesResult?.DBSnapshotAttributes
      : (await rds.DescribeDBClusterSnapshotAttributes({ DBClusterSnapshotIdentifier: identifier }))
          .DBClusterSnapshotAttributesResult?.DBClusterSnapshotAttributes;
  const restore = attributes?.find(({ AttributeName }) => AttributeName === "restore");
  return (restore?.AttributeValues ?? []).toSorted();
}

function sharing(
  { kind, identifier, sharedWith: value }: Evidence,
  change: "ValuesToAdd" | "ValuesToRemove",
): Step {
  const [operation, name] =
    kind === "snapshot"
      ? ["ModifyDBSnapshotAttribute", "DBSnapshotIdentifier"]
      : ["ModifyDBClusterSnapshotAttribute", "DBClusterSnapshotIdentifier"];
  const whom = value === "all" ? "everyone" : `account ${value}`;
  return {
    service: "rds",
    operation,
    input: { [name]: identifier, AttributeName: "restore", [change]: [value] },
    does:
      change === "ValuesToAdd"
        ? `share snapshot ${identifier} with ${whom} again`
        : `share snapshot ${identifier} with ${whom} no more`,
  };
}
