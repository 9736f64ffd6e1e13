import * as z from "zod";
import { arn } from "../../aws/arn.ts";
import { failed } from "../../event/record.ts";
import type { Resource, Violation } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { publicClusterAttacks } from "./cluster-attacks.ts";

const Evidence = z.object({ identifier: z.string() });

const Told = z.object({
  clusterIdentifier: z.string().optional().catch(undefined),
  publiclyAccessible: z.boolean().optional().catch(undefined),
});
/** https://docs.aws.amazon.com/redshift/latest/APIReference/API_CreateCluster.html: AWS keeps it in lower case. */
const IDENTIFIER = /^[a-z][a-z0-9-]{0,62}$/;

export default defineDetection({
  id: "redshift-public",
  title: "Data warehouse with a public address",
  severity: "high",
  why: "The Redshift cluster gets an address on the internet. One security group that is too wide is then all that stands between its data and everyone who guesses a password.",
  triage: [
    "See which security groups it has, and what they let in.",
    "Look for logins from addresses that aren't yours in STL_CONNECTION_LOG or SYS_CONNECTION_LOG.",
    "Ask what the public address was for: a VPN, a bastion or the Data API do the same without.",
  ],
  falsePositives: ["A cluster that is meant to be reached from outside, by a few addresses: exempt it."],
  references: [
    { framework: "AWS FSBP", version: "1.0.0", ids: ["Redshift.1"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1133"] },
  ],
  notes: [
    "AWS refuses changes while a cluster is being made or changed: the response is tried again some times, and then left to a person.",
    "Redshift Serverless is not looked at.",
    "No record of these calls was seen: the fields are those of the API.",
  ],
  events: [
    {
      source: "redshift.amazonaws.com",
      names: ["ModifyCluster", "CreateCluster", "RestoreFromClusterSnapshot"],
    },
  ],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    if (failed(record)) return nothing;
    const [asked, answered] = [toldOf(record.requestParameters), toldOf(record.responseElements)];
    // What another call leaves as it was is not this call's doing. A restored cluster may be public since it was before.
    const made = record.eventName !== "ModifyCluster" && answered.publiclyAccessible === true;
    if (asked.publiclyAccessible !== true && !made) return nothing;
    const found = violation(asked.clusterIdentifier ?? answered.clusterIdentifier, place);
    return { violations: found, suspicions: [] };
  },

  response: {
    calls: ["redshift:DescribeClusters", "redshift:ModifyCluster"],
    // AWS moves the cluster to another address.
    settlesWithinMinutes: 30,
    async inspect({ evidence: { identifier } }, { live }) {
      const redshift = await live.client("redshift");
      const [cluster] = await redshift.DescribeClusters({ ClusterIdentifier: identifier });
      const { PubliclyAccessible = false, PendingModifiedValues = {} } = cluster ?? {};
      // What is about to be public is as wrong, and not to be seen for some minutes.
      const isPublic = PubliclyAccessible || PendingModifiedValues.PubliclyAccessible === true;
      const state = { publiclyAccessible: isPublic };
      if (!isPublic) return { state };
      return {
        state,
        plan: {
          version: 1,
          steps: [access(identifier, false, `take the public address of ${identifier} away`)],
          undo: [{ ...access(identifier, true, `give ${identifier} a public address again`), undoes: 0 }],
          lost: ["the address itself: it gets another one"],
        },
      };
    },
    async tags({ id }, live) {
      const [cluster] = await (await live.client("redshift")).DescribeClusters({ ClusterIdentifier: id });
      return Object.fromEntries((cluster?.Tags ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
    },
  },

  sweep: {
    calls: ["redshift:DescribeClusters"],
    async *resources({ live, ...place }) {
      const redshift = await live.client("redshift");
      for (const { ClusterIdentifier, PubliclyAccessible } of await redshift.DescribeClusters({})) {
        const resource = clusterOf(ClusterIdentifier, place);
        if (!resource) continue;
        const violations = PubliclyAccessible ? violation(ClusterIdentifier, place) : [];
        yield { resource: resource.arn, violations };
      }
    },
  },

  attacks: publicClusterAttacks,
});

/** An answer has the cluster's own members, or has them under its name. */
function toldOf(content: JsonObject | null): z.infer<typeof Told> {
  const { cluster } = content ?? {};
  return Told.parse(typeof cluster === "object" && cluster !== null ? cluster : (content ?? {}));
}

function clusterOf(identifier: string | undefined, { account, region }: Place): Resource | undefined {
  const id = identifier?.toLowerCase() ?? "";
  if (!IDENTIFIER.test(id)) return undefined;
  return { arn: arn("redshift", region, account, `cluster:${id}`), type: "AWS::Redshift::Cluster", id };
}

function violation(identifier: string | undefined, place: Place): Violation<z.infer<typeof Evidence>>[] {
  const resource = clusterOf(identifier, place);
  if (!resource) return [];
  return [
    {
      resource,
      fingerprint: "public",
      summary: `data warehouse ${resource.id} has a public address`,
      severity: "high",
      evidence: { identifier: resource.id },
    },
  ];
}

function access(ClusterIdentifier: string, PubliclyAccessible: boolean, does: string): Step {
  return {
    service: "redshift",
    operation: "ModifyCluster",
    input: { ClusterIdentifier, PubliclyAccessible },
    does,
  };
}
