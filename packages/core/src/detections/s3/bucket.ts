import type { LiveAccount } from "../../aws/account.ts";
import { globalArn } from "../../aws/arn.ts";
import { awsFailure, awsWords } from "../../aws/error.ts";
import type { CloudTrailRecord } from "../../event/record.ts";
import type { Resource } from "../../finding/schema.ts";
import type { CallName, Place, Swept } from "../define.ts";

/** Names of old buckets are longer than those of new ones: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const NAME = /^[\w.-]{3,255}$/;

/** The bucket that a call names; `undefined` where that is none. */
export function bucketNamed({ requestParameters }: CloudTrailRecord): string | undefined {
  const name = requestParameters?.bucketName;
  return typeof name === "string" && NAME.test(name) ? name : undefined;
}

export function bucketResource(name: string, { region }: Pick<Place, "region">): Resource {
  return { arn: globalArn("s3", region, "", name), type: "AWS::S3::Bucket", id: name };
}

/** A part of a record that is XML as JSON; `undefined` where it isn't there. */
export function element(content: unknown, name: string): { [name: string]: unknown } | undefined {
  const found = isObject(content) && Object.hasOwn(content, name) ? content[name] : undefined;
  return isObject(found) ? found : undefined;
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a read answers, or nothing where AWS says by this error that there is none. */
export async function orNone<T>(code: string, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (awsWords(error).code === code) return undefined;
    throw error;
  }
}

/** A bucket's tags, for exemptions that go by one. */
export async function bucketTags({ id }: Resource, live: LiveAccount): Promise<Record<string, string>> {
  const s3 = await live.client("s3");
  const answer = await orNone("NoSuchTagSet", () => s3.GetBucketTagging({ Bucket: id }));
  return Object.fromEntries((answer?.TagSet ?? []).map(({ Key = "", Value = "" }) => [Key, Value]));
}

export const listBuckets = ["s3:ListBuckets", "s3:GetBucketLocation"] as const satisfies CallName[];

/** Buckets whose policies keep Snapback from looking at them. The name has what makes it AWS's refusal, which it passes on. */
class BucketAccessDeniedError extends Error {
  override name = "BucketAccessDeniedError";
}

/**
 * Looks at each of the account's buckets in a region. Left out are buckets that are gone meanwhile, and those that `look` has
 * nothing to say about.
 *
 * @throws BucketAccessDeniedError in the end, where there were buckets that may not be looked at, and what else a look throws
 */
export async function* sweepBuckets<Evidence>(
  live: LiveAccount,
  look: (name: string) => Promise<Omit<Swept<Evidence>, "resource"> | undefined>,
): AsyncGenerator<Swept<Evidence>> {
  const s3 = await live.client("s3");
  const denied: { name: string; cause: unknown }[] = [];
  for (const { Name: name = "", BucketRegion } of await s3.ListBuckets({ BucketRegion: live.region })) {
    const swept = await seen(name);
    if (swept) yield swept;

    async function seen(bucket: string): Promise<Swept<Evidence> | undefined> {
      try {
        // Not all that speaks S3's language leaves out the buckets of other regions.
        if ((BucketRegion ?? (await regionOf(bucket))) !== live.region) return undefined;
        const found = await look(bucket);
        return found && { resource: bucketResource(bucket, live).arn, ...found };
      } catch (cause) {
        const failure = awsFailure(cause);
        if (failure === "denied") denied.push({ name: bucket, cause });
        else if (failure !== "gone") throw cause;
        return undefined;
      }
    }
  }
  const [first] = denied;
  if (!first) return;
  const names = denied.map(({ name }) => name).join(", ");
  throw new BucketAccessDeniedError(`may not look at ${names}: ${awsWords(first.cause).message}`, first);

  /** https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html: two regions have names of their own. */
  async function regionOf(bucket: string): Promise<string> {
    const { LocationConstraint: location } = await s3.GetBucketLocation({ Bucket: bucket });
    return location === "EU" ? "eu-west-1" : location || "us-east-1";
  }
}
