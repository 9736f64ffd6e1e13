import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import type { Resource } from "../../finding/schema.ts";
import type { JsonObject } from "../../json.ts";
import type { Place } from "../define.ts";

/** What RDS has, each with its ARN's word and CloudFormation's type. */
const kinds = {
  instance: { word: "db", type: "AWS::RDS::DBInstance" },
  cluster: { word: "cluster", type: "AWS::RDS::DBCluster" },
  snapshot: { word: "snapshot", type: "AWS::RDS::DBSnapshot" },
  "cluster-snapshot": { word: "cluster-snapshot", type: "AWS::RDS::DBClusterSnapshot" },
} as const;
export type Kind = keyof typeof kinds;

/** RDS's identifiers: AWS keeps them in lower case, and a snapshot's may name who made it (`rds:…`). */
const IDENTIFIER = /^[a-z](?:[a-z0-9:-]{0,254})$/;

/** Some calls take an ARN where they ask for an identifier. */
const ARN = /^arn:aws[a-z-]*:rds:[a-z0-9-]+:\d{12}:(?:db|cluster|snapshot|cluster-snapshot):/;

/** A database, cluster or snapshot by its identifier; `undefined` for what can't be one. */
export function rdsResource(
  kind: Kind,
  identifier: string | undefined,
  { account, region }: Place,
): Resource | undefined {
  const id = identifier?.toLowerCase().replace(ARN, "") ?? "";
  if (!IDENTIFIER.test(id)) return undefined;
  const { word, type } = kinds[kind];
  return { arn: arn("rds", region, account, `${word}:${id}`), type, id };
}

const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** What requests and answers say of a database. */
const Told = z.object({
  dBInstanceIdentifier: text,
  dBClusterIdentifier: text,
  newDBInstanceIdentifier: text,
  publiclyAccessible: flag,
  deletionProtection: flag,
});

export function toldOf(content: JsonObject | null): z.infer<typeof Told> {
  return Told.parse(content ?? {});
}

/** The tags of a database, for exemptions that go by one. */
export async function tagsOf({ arn: name }: Resource, live: LiveAccount): Promise<Record<string, string>> {
  const rds = await live.client("rds");
  const { TagList = [] } = await rds.ListTagsForResource({ ResourceName: name });
  return Object.fromEntries(TagList.map(({ Key = "", Value = "" }) => [Key, Value]));
}
