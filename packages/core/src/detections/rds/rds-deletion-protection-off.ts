import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { rdsResource, tagsOf, toldOf } from "./database.ts";
import { unprotectedAttacks } from "./database-attacks.ts";

const Evidence = z.object({ kind: z.enum(["instance", "cluster"]), identifier: z.string() });
type Evidence = z.infer<typeof Evidence>;

export default defineDetection({
  id: "rds-deletion-protection-off",
  title: "Deletion protection of a database switched off",
  severity: "medium",
  why: "From now on one call deletes the database, and its automated backups with it. Switching the protection off is the step before that.",
  triage: [
    "Ask whoever did it whether the database is about to go.",
    "See what the same principal did next: DeleteDBInstance, DeleteDBCluster, deleted snapshots.",
    "See that there is a recent snapshot, in another account if you can.",
  ],
  falsePositives: [
    "A database that is taken down on purpose: exempt it.",
    "Databases of tests and previews that live for hours: exempt them by a tag.",
  ],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["RDS.7", "RDS.8"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1490"] },
  ],
  notes: ["The protection of an instance in a cluster is the cluster's: a sweep leaves such instances out."],
  events: [{ source: "rds.amazonaws.com", names: ["ModifyDBInstance", "ModifyDBCluster"] }],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    const asked = toldOf(record.requestParameters);
    if (failed(record) || asked.deletionProtection !== false) return nothing;
    const found =
      record.eventName === "ModifyDBCluster"
        ? violation("cluster", asked.dBClusterIdentifier, place)
        : violation("instance", asked.dBInstanceIdentifier, place);
    return { violations: found, suspicions: [] };
  },

  response: {
    calls: [
      "rds:DescribeDBInstances",
      "rds:DescribeDBClusters",
      "rds:ModifyDBInstance",
      "rds:ModifyDBCluster",
      "rds:ListTagsForResource",
    ],
    async inspect({ evidence }, { live }) {
      const deletionProtection = await isProtected(evidence, live);
      if (deletionProtection) return { state: { deletionProtection } };
      return {
        state: { deletionProtection },
        plan: {
          version: 1,
          steps: [protection(evidence, true)],
          undo: [{ ...protection(evidence, false), undoes: 0 }],
        },
      };
    },
    tags: tagsOf,
  },

  sweep: {
    calls: ["rds:DescribeDBInstances", "rds:DescribeDBClusters"],
    async *resources({ live, ...place }) {
      const rds = await live.client("rds");
      const instances = await rds.DescribeDBInstances({});
      const all = [
        ...instances
          .filter(({ DBClusterIdentifier }) => DBClusterIdentifier === undefined)
          .map((one) => ({ ...one, kind: "instance" as const, id: one.DBInstanceIdentifier })),
        ...(await rds.DescribeDBClusters({})).map((one) => ({
          ...one,
          kind: "cluster" as const,
          id: one.DBClusterIdentifier,
        })),
      ];
      for (const { kind, id, DeletionProtection } of all) {
        const resource = rdsResource(kind, id, place);
        if (!resource) continue;
        yield { resource: resource.arn, violations: DeletionProtection ? [] : violation(kind, id, place) };
      }
    },
  },

  attacks: unprotectedAttacks,
});

function violation(
  kind: Evidence["kind"],
  identifier: string | undefined,
  place: Place,
): Violation<Evidence>[] {
  const resource = rdsResource(kind, identifier, place);
  if (!resource) return [];
  return [
    {
      resource,
      fingerprint: "deletion-protection-off",
      summary: `database ${kind} ${resource.id} can be deleted with one call`,
      severity: "medium",
      evidence: { kind, identifier: resource.id },
    },
  ];
}

async function isProtected({ kind, identifier }: Evidence, live: LiveAccount): Promise<boolean> {
  const rds = await live.client("rds");
  const [found] =
    kind === "cluster"
      ? await rds.DescribeDBClusters({ DBClusterIdentifier: identifier })
      : await rds.DescribeDBInstances({ DBInstanceIdentifier: identifier });
  return found?.DeletionProtection === true;
}

/** AWS carries this change out at once by itself. */
function protection({ kind, identifier }: Evidence, DeletionProtection: boolean): Step {
  const [operation, name] =
    kind === "cluster"
      ? ["ModifyDBCluster", "DBClusterIdentifier"]
      : ["ModifyDBInstance", "DBInstanceIdentifier"];
  const does = `switch the deletion protection of ${identifier} ${DeletionProtection ? "on" : "off again"}`;
  return { service: "rds", operation, input: { [name]: identifier, DeletionProtection }, does };
}
