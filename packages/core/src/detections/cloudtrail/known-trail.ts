import type { Trail } from "@aws-sdk/client-cloudtrail";
import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import { InsightSelector, Tags, TrailSettings } from "../../aws/cloudtrail/operations.ts";
import type { CloudTrailRecord } from "../../event/record.ts";
import { EventSelectors, readSelectors } from "./event-selectors.ts";
import { type NamedTrail, trailTags } from "./trail.ts";

/** Under which aspect of the trail its whole configuration is kept. */
export const TRAIL = "trail";

/** All that it takes to make a trail anew. */
export type KnownTrail = z.infer<typeof KnownTrail>;
export const KnownTrail = z.object({
  settings: TrailSettings,
  /** Of the whole organization: only its management account can make it. */
  organization: z.boolean().optional(),
  selectors: EventSelectors.optional(),
  // Of kinds that Snapback does not know there may be more by now.
  insights: z.array(InsightSelector).optional().catch(undefined),
  tags: Tags.optional(),
});

type CloudTrail = Clients["cloudtrail"];
type Reads = Pick<CloudTrail, "GetEventSelectors" | "GetInsightSelectors" | "ListTags">;

/** The whole configuration of a trail, as it is now. */
export async function readTrail(
  { name, resource }: NamedTrail,
  trail: Trail,
  cloudtrail: Reads,
): Promise<KnownTrail> {
  const [selectors, insights, tags] = await Promise.all([
    readSelectors(name, cloudtrail),
    insightsOf(name, cloudtrail),
    trailTags(resource.arn, cloudtrail),
  ]);
  return KnownTrail.parse({
    settings: settingsOf(trail),
    ...(trail.IsOrganizationTrail && { organization: true }),
    selectors,
    insights,
    tags: tags.filter(({ Key }) => !Key.startsWith("aws:")),
  });
}

/** A trail's configuration as CreateTrail's input. */
export function settingsOf(trail: Trail): z.infer<typeof TrailSettings> {
  const { LogFileValidationEnabled, SnsTopicName, SnsTopicARN, ...settings } = trail;
  const all = {
    ...settings,
    EnableLogFileValidation: LogFileValidationEnabled,
    SnsTopicName: SnsTopicName || SnsTopicARN,
  };
  // CreateTrail takes no empty texts.
  const said = Object.entries(all).filter(([, value]) => value !== "" && value !== undefined);
  return TrailSettings.parse(Object.fromEntries(said));
}

const Recorded = z.object({
  name: z.string(),
  s3BucketName: z.string(),
  s3KeyPrefix: z.string().optional().catch(undefined),
  snsTopicName: z.string().optional().catch(undefined),
  includeGlobalServiceEvents: z.boolean().optional().catch(undefined),
  isMultiRegionTrail: z.boolean().optional().catch(undefined),
  logFileValidationEnabled: z.boolean().optional().catch(undefined),
  cloudWatchLogsLogGroupArn: z.string().optional().catch(undefined),
  cloudWatchLogsRoleArn: z.string().optional().catch(undefined),
  kmsKeyId: z.string().optional().catch(undefined),
  isOrganizationTrail: z.boolean().optional().catch(undefined),
});
const RecordedTags = z.array(z.object({ key: z.string(), value: z.string().optional() })).catch([]);

/** What a CreateTrail record says of the trail that it made: its answer has all of it but the tags. */
export function recordedTrail({
  requestParameters,
  responseElements,
}: CloudTrailRecord): KnownTrail | undefined {
  const read = Recorded.safeParse(responseElements);
  if (!read.success) return undefined;
  const { isOrganizationTrail, ...made } = read.data;
  const settings = settingsOf({
    Name: made.name,
    S3BucketName: made.s3BucketName,
    S3KeyPrefix: made.s3KeyPrefix,
    SnsTopicName: made.snsTopicName,
    IncludeGlobalServiceEvents: made.includeGlobalServiceEvents,
    IsMultiRegionTrail: made.isMultiRegionTrail,
    LogFileValidationEnabled: made.logFileValidationEnabled,
    CloudWatchLogsLogGroupArn: made.cloudWatchLogsLogGroupArn,
    CloudWatchLogsRoleArn: made.cloudWatchLogsRoleArn,
    KmsKeyId: made.kmsKeyId,
  });
  const tags = RecordedTags.parse(requestParameters?.tagsList);
  return {
    settings,
    ...(isOrganizationTrail && { organization: true }),
    ...(tags.length > 0 && { tags: tags.map(({ key, value = "" }) => ({ Key: key, Value: value })) }),
  };
}

/** AWS answers with an error where a trail has none. */
async function insightsOf(name: string, cloudtrail: Pick<CloudTrail, "GetInsightSelectors">) {
  try {
    const { InsightSelectors } = await cloudtrail.GetInsightSelectors({ TrailName: name });
    return InsightSelectors?.length ? InsightSelectors : undefined;
  } catch (error) {
    if (error instanceof Error && error.name === "InsightNotEnabledException") return undefined;
    throw error;
  }
}
