import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { awsFailure } from "../../aws/error.ts";
import { failed } from "../../event/record.ts";
import type { Violation } from "../../finding/schema.ts";
import type { Step } from "../../response/plan.ts";
import { defineDetection, nothing, type Place } from "../define.ts";
import { rdsResource, tagsOf, toldOf } from "./database.ts";
import { publicInstanceAttacks } from "./database-attacks.ts";

const Evidence = z.object({
  identifier: z.string(),
  /** What the same call has it called from now on, or from its maintenance window on. */
  renamed: z.string().optional(),
});
type Evidence = z.infer<typeof Evidence>;

export default defineDetection({
  id: "rds-instance-public",
  title: "Database with a public address",
  severity: "critical",
  why: "The database gets an address on the internet. One security group that is too wide is then all that stands between its data and everyone who guesses a password.",
  triage: [
    "See which security groups it has, and what they let in.",
    "Look for logins from addresses that aren't yours in the database's own log.",
    "Ask what the public address was for: a bastion, a VPN or Session Manager do the same without.",
  ],
  falsePositives: ["A database that is meant to be reached from outside, by a few addresses: exempt it."],
  references: [
    { framework: "CIS AWS Foundations", version: "7.0", ids: ["3.2.3"] },
    { framework: "CIS AWS Foundations", version: "5.0", ids: ["2.2.3"] },
    { framework: "CIS AWS Foundations", version: "3.0", ids: ["2.3.3"] },
    { framework: "AWS FSBP", version: "1.0.0", ids: ["RDS.2"] },
    { framework: "MITRE ATT&CK", version: "16.1", ids: ["T1133"] },
  ],
  notes: [
    "AWS refuses changes while a database is being made: the response is tried again for some minutes, and then left to a person.",
    "Multi-AZ DB clusters, whose public address is the cluster's, are not looked at.",
  ],
  events: [
    {
      source: "rds.amazonaws.com",
      names: [
        "ModifyDBInstance",
        "CreateDBInstance",
        "CreateDBInstanceReadReplica",
        "RestoreDBInstanceFromDBSnapshot",
        "RestoreDBInstanceFromS3",
        "RestoreDBInstanceToPointInTime",
      ],
    },
  ],
  parameters: z.object({}),
  evidence: Evidence,

  detect(record, place) {
    if (failed(record)) return nothing;
    const [asked, answered] = [toldOf(record.requestParameters), toldOf(record.responseElements)];
    // What another call leaves as it was is not this call's doing. A new database may be public by default.
    const made = record.eventName !== "ModifyDBInstance" && answered.publiclyAccessible === true;
    if (asked.publiclyAccessible !== true && !made) return nothing;
    const found = violation(answered.dBInstanceIdentifier ?? asked.dBInstanceIdentifier, place);
    const renamed = rdsResource("instance", asked.newDBInstanceIdentifier, place)?.id;
    const violations = found.map((one) =>
      renamed === undefined ? one : { ...one, evidence: { ...one.evidence, renamed } },
    );
    return { violations, suspicions: [] };
  },

  response: {
    calls: ["rds:DescribeDBInstances", "rds:ModifyDBInstance", "rds:ListTagsForResource"],
    // AWS takes the address away within minutes.
    settlesWithinMinutes: 30,
    async inspect({ evidence }, { live }) {
      const { identifier, instance } = await instanceNow(evidence, live);
      const { PubliclyAccessible = false } = instance ?? {};
      const state = { publiclyAccessible: PubliclyAccessible };
      if (!PubliclyAccessible) return { state };
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
    tags: tagsOf,
  },

  sweep: {
    calls: ["rds:DescribeDBInstances"],
    async *resources({ live, ...place }) {
      const rds = await live.client("rds");
      for (const { DBInstanceIdentifier, PubliclyAccessible } of await rds.DescribeDBInstances({})) {
        const resource = rdsResource("instance", DBInstanceIdentifier, place);
        if (!resource) continue;
        const violations = PubliclyAccessible ? violation(DBInstanceIdentifier, place) : [];
        yield { resource: resource.arn, violations };
      }
    },
  },

  attacks: publicInstanceAttacks,
});

/** By its new name, where it has that by now: the old one is gone, and the database is not. */
async function instanceNow({ identifier, renamed }: Evidence, live: LiveAccount) {
  const rds = await live.client("rds");
  const named = async (name: string) => {
    const [instance] = await rds.DescribeDBInstances({ DBInstanceIdentifier: name });
    return { identifier: name, instance };
  };
  return named(identifier).catch((error: unknown) => {
    if (renamed === undefined || awsFailure(error) !== "gone") throw error;
    return named(renamed);
  });
}

function violation(identifier: string | undefined, place: Place): Violation<Evidence>[] {
  const resource = rdsResource("instance", identifier, place);
  if (!resource) return [];
  return [
    {
      resource,
      fingerprint: "public",
      summary: `database ${resource.id} has a public address`,
      severity: "critical",
      evidence: { identifier: resource.id },
    },
  ];
}

/** AWS carries this change out at once by itself. */
function access(DBInstanceIdentifier: string, PubliclyAccessible: boolean, does: string): Step {
  return {
    service: "rds",
    operation: "ModifyDBInstance",
    input: { DBInstanceIdentifier, PubliclyAccessible },
    does,
  };
}
