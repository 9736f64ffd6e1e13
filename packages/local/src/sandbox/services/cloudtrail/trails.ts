import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import {
  arnOf,
  find,
  findHere,
  isNamed,
  Name,
  cloudTrailOperation as operation,
  seenTrails,
} from "./operation.ts";
import { type Trail, tag, trails } from "./resources.ts";

export const describeTrails = operation({
  name: "DescribeTrails",
  readOnly: true,
  input: z.strictObject({
    trailNameList: z.array(z.string()).optional(),
    includeShadowTrails: z.boolean().optional(),
  }),
  run(account, { trailNameList = [], includeShadowTrails = true }) {
    const seen = seenTrails(account).filter(
      ({ homeRegion }) => includeShadowTrails || homeRegion === account.region,
    );
    // What isn't there is left out.
    const named = (trail: Trail) =>
      trailNameList.length === 0 || trailNameList.some((name) => isNamed(account, trail, name));
    return { trailList: seen.filter(named).map((trail) => described(account, trail)) };
  },
});

export const listTrails = operation({
  name: "ListTrails",
  readOnly: true,
  input: z.strictObject({ NextToken: z.string().optional() }),
  run: (account) => ({
    Trails: seenTrails(account).map((trail) => ({
      TrailARN: arnOf(account, trail),
      Name: trail.id,
      HomeRegion: trail.homeRegion,
    })),
  }),
});

export const getTrail = operation({
  name: "GetTrail",
  readOnly: true,
  input: z.strictObject({ Name }),
  run: (account, input) => ({ Trail: described(account, find(account, input.Name)) }),
});

const settings = {
  S3KeyPrefix: z.string().optional(),
  SnsTopicName: z.string().optional(),
  IncludeGlobalServiceEvents: z.boolean().optional(),
  IsMultiRegionTrail: z.boolean().optional(),
  EnableLogFileValidation: z.boolean().optional(),
  CloudWatchLogsLogGroupArn: z.string().optional(),
  CloudWatchLogsRoleArn: z.string().optional(),
  KmsKeyId: z.string().optional(),
  /** The sandbox's account is in no organization. */
  IsOrganizationTrail: z.literal(false).optional(),
};

export const createTrail = operation({
  name: "CreateTrail",
  input: z.strictObject({
    Name: z.string().regex(/^[a-zA-Z0-9][\w.-]{1,126}[a-zA-Z0-9]$/, "is no trail's name"),
    S3BucketName: z.string(),
    ...settings,
    TagsList: z.array(tag).max(200).optional(),
  }),
  recordedOutput: (output) => output,
  run(account, { TagsList, ...input }) {
    const known = account.home.table(trails).get(input.Name);
    if (known !== undefined) {
      throw new AwsError(
        "TrailAlreadyExistsException",
        `Trail ${input.Name} already exists for customer: ${account.id} (the sandbox has one of a name, in whatever region)`,
      );
    }
    const made = { id: input.Name, homeRegion: account.region, bucket: input.S3BucketName, isLogging: false };
    const defaults = { globalServices: true, allRegions: false, validation: false };
    return put(account, set({ ...made, ...defaults, tags: TagsList }, input, account));
  },
});

export const updateTrail = operation({
  name: "UpdateTrail",
  input: z.strictObject({ Name, S3BucketName: z.string().optional(), ...settings }),
  recordedOutput: (output) => output,
  run: (account, input) => put(account, set(findHere(account, input.Name), input, account)),
});

export const deleteTrail = operation({
  name: "DeleteTrail",
  input: z.strictObject({ Name }),
  run(account, input) {
    account.home.table(trails).delete(findHere(account, input.Name).id);
    return {};
  },
});

type Settings = z.output<z.ZodObject<typeof settings>> & { S3BucketName?: string | undefined };

/** What is left out stays as it is; an empty text takes away. */
function set(trail: Trail, input: Settings, account: Account): Trail {
  const text = (given: string | undefined, before: string | undefined) =>
    given === undefined ? before : given || undefined;
  const changed = {
    ...trail,
    bucket: input.S3BucketName ?? trail.bucket,
    prefix: text(input.S3KeyPrefix, trail.prefix),
    snsTopic: text(input.SnsTopicName, trail.snsTopic),
    globalServices: input.IncludeGlobalServiceEvents ?? trail.globalServices,
    allRegions: input.IsMultiRegionTrail ?? trail.allRegions,
    validation: input.EnableLogFileValidation ?? trail.validation,
    logGroup: text(input.CloudWatchLogsLogGroupArn, trail.logGroup),
    role: text(input.CloudWatchLogsRoleArn, trail.role),
    kmsKey: text(keyArn(input.KmsKeyId, account), trail.kmsKey),
  };
  const { allRegions = true, globalServices = true } = changed;
  if (!allRegions || globalServices) return changed;
  throw new AwsError(
    "InvalidParameterCombinationException",
    "Multi-Region trail must include global service events.",
  );
}

/** AWS answers with the key's ARN, however it was named. */
function keyArn(key: string | undefined, { id, region }: Account): string | undefined {
  if (key === undefined || key === "" || key.startsWith("arn:")) return key;
  return `arn:aws:kms:${region}:${id}:${key.startsWith("alias/") ? key : `key/${key}`}`;
}

function put(account: Account, trail: Trail) {
  account.home.table(trails).put(trail);
  const { HomeRegion, HasCustomEventSelectors, HasInsightSelectors, ...answer } = described(account, trail);
  return answer;
}

function described(account: Account, trail: Trail) {
  const { snsTopic } = trail;
  const topicArn = snsTopic?.startsWith("arn:")
    ? snsTopic
    : snsTopic && `arn:aws:sns:${trail.homeRegion}:${account.id}:${snsTopic}`;
  return {
    Name: trail.id,
    S3BucketName: trail.bucket,
    S3KeyPrefix: trail.prefix,
    SnsTopicName: topicArn?.split(":").at(-1),
    SnsTopicARN: topicArn,
    IncludeGlobalServiceEvents: trail.globalServices ?? true,
    IsMultiRegionTrail: trail.allRegions ?? true,
    HomeRegion: trail.homeRegion,
    TrailARN: arnOf(account, trail),
    LogFileValidationEnabled: trail.validation ?? true,
    CloudWatchLogsLogGroupArn: trail.logGroup,
    CloudWatchLogsRoleArn: trail.role,
    KmsKeyId: trail.kmsKey,
    HasCustomEventSelectors: (trail.eventSelectors ?? trail.advancedEventSelectors) !== undefined,
    HasInsightSelectors: trail.insightSelectors !== undefined,
    IsOrganizationTrail: false,
  };
}
