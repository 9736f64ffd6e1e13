import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import { LifecycleRule, TransitionSize } from "../../aws/s3/lifecycle-operations.ts";
import { digestOf } from "../../digest.ts";
import { JsonObject } from "../../json.ts";
import { orNone } from "./bucket.ts";

/** A bucket's lifecycle, in the API's form as JSON; no rules where it has none. */
export type Lifecycle = z.infer<typeof Lifecycle>;
export const Lifecycle = z.object({ rules: z.array(JsonObject), size: TransitionSize.optional() });

const text = z.string().optional().catch(undefined);
const Tag = z.unknown().optional();
const number = z.coerce.number().optional().catch(undefined);

/** A rule as far as it says what is deleted: of a record and of the live bucket alike. */
const Deletion = z
  .object({
    Status: text,
    Prefix: text,
    Filter: z
      .object({
        Prefix: text,
        Tag,
        And: z.object({ Prefix: text, Tag, Tags: Tag }).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
    Expiration: z.object({ Days: number, Date: text }).optional().catch(undefined),
  })
  .catch({});

/** Is it in effect, and does it delete objects before their time? On a date, however young they are by then. */
export function isShort(rule: unknown, minimumDays: number): boolean {
  const { Status, Expiration } = Deletion.parse(rule);
  if (Status !== "Enabled") return false;
  return Expiration?.Date !== undefined || (Expiration?.Days ?? minimumDays) < minimumDays;
}

/** Does AWS take it as it is? What Snapback can't put again, it must not take away. */
export function areKnown(rules: readonly JsonObject[]): boolean {
  return z.array(LifecycleRule).safeParse(rules).success;
}

export async function lifecycleOf(Bucket: string, live: LiveAccount): Promise<Lifecycle> {
  const s3 = await live.client("s3");
  const answer = await orNone("NoSuchLifecycleConfiguration", () =>
    s3.GetBucketLifecycleConfiguration({ Bucket }),
  );
  const rules: unknown = JSON.parse(JSON.stringify(answer?.Rules ?? []));
  const size = TransitionSize.safeParse(answer?.TransitionDefaultMinimumObjectSize).data;
  return { rules: z.array(JsonObject).parse(rules), ...(size && { size }) };
}

/** Under which prefixes the trails of this region, or of all regions, write to each bucket. */
export async function trailPrefixes(live: LiveAccount): Promise<Map<string, string[]>> {
  const cloudtrail = await live.client("cloudtrail");
  const { trailList = [] } = await cloudtrail.DescribeTrails({ includeShadowTrails: true });
  const prefixes = new Map<string, string[]>();
  for (const { S3BucketName: bucket = "", S3KeyPrefix: prefix } of trailList)
    prefixes.set(bucket, [...(prefixes.get(bucket) ?? []), `${prefix ? `${prefix}/` : ""}AWSLogs/`]);
  return prefixes;
}

/** The rules that delete a trail's files before their time. */
export function shortFor(
  prefixes: readonly string[],
  rules: readonly JsonObject[],
  minimumDays: number,
): JsonObject[] {
  return rules.filter((rule) => isShort(rule, minimumDays) && prefixes.some((prefix) => meets(rule, prefix)));
}

/** Does a rule's filter let it have files of CloudTrail's? They carry no tags. */
function meets(rule: JsonObject, trailPrefix: string): boolean {
  const { Prefix, Filter } = Deletion.parse(rule);
  if ([Filter?.Tag, Filter?.And?.Tags].some((tag) => tag !== undefined)) return false;
  const prefix = Filter?.Prefix ?? Filter?.And?.Prefix ?? Prefix ?? "";
  // S3 knows no wildcards; but whoever writes this means all.
  if (prefix === "*" || trailPrefix.startsWith(prefix)) return true;
  if (!prefix.startsWith(trailPrefix)) return false;
  // https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-find-log-files.html: others write beside CloudTrail.
  const [, service = ""] = /^(?:o-[^/]*\/)?\d{12}\/(.*)$/.exec(prefix.slice(trailPrefix.length)) ?? [];
  return service.startsWith("CloudTrail") || "CloudTrail".startsWith(service);
}

/** What is deleted, and when; what the rules are called makes no difference. */
export function shortFingerprint(short: readonly JsonObject[]): string {
  const deletions = short.map(({ Filter, Prefix, Expiration }) => digestOf({ Filter, Prefix, Expiration }));
  return digestOf([...new Set(deletions)].toSorted());
}

/** One line for people: "files of CloudTrail in bucket logs are deleted after 1 day". */
export function shortSummary(bucket: string, short: readonly JsonObject[]): string {
  const when = short.map((rule) => Deletion.parse(rule).Expiration);
  const days = Math.min(...when.map((expiration) => expiration?.Days ?? Number.POSITIVE_INFINITY));
  const [date] = when.flatMap((expiration) => expiration?.Date?.slice(0, 10) ?? []).toSorted();
  const said = [
    ...(days === Number.POSITIVE_INFINITY ? [] : [`after ${days} ${days === 1 ? "day" : "days"}`]),
    ...(date === undefined ? [] : [`on ${date}`]),
  ];
  return `files of CloudTrail in bucket ${bucket} are deleted ${said.join(", and ")}`;
}
