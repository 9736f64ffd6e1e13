import type { KeyMetadata } from "@aws-sdk/client-kms";
import * as z from "zod";
import type { Clients, LiveAccount } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import type { CloudTrailRecord } from "../../event/record.ts";
import type { Resource } from "../../finding/schema.ts";
import type { Place, Swept } from "../define.ts";
import { lookThrough } from "../look-through.ts";

/** A KMS key's id: a UUID, or `mrk-` and 32 hex digits for a multi-Region key. */
const KEY_ID = /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

export const Evidence = z.object({ keyId: z.string() });

const text = z.string().optional().catch(undefined);
const Named = z.object({
  keyId: text,
  /** Of a key that was made. */
  keyMetadata: z.object({ keyId: text }).optional().catch(undefined),
});

/**
 * The key that a call was about. A request names it by id or ARN, the answer by ARN; an alias or anything else is no key's id,
 * and then there is none.
 */
export function keyOf(record: CloudTrailRecord, place: Place): Resource | undefined {
  const named = [record.responseElements, record.requestParameters].flatMap((content) => {
    const { keyId, keyMetadata } = Named.parse(content ?? {});
    return [keyId ?? "", keyMetadata?.keyId ?? ""];
  });
  const ids = named.map((name) => name.split(":key/").at(-1) ?? "");
  const id = ids.find((one) => KEY_ID.test(one));
  return id === undefined ? undefined : keyResource(id, place);
}

export function keyResource(id: string, { account, region }: Place): Resource {
  return { arn: arn("kms", region, account, `key/${id}`), type: "AWS::KMS::Key", id };
}

/** What a key is now. AWS's own keys can't be changed by anybody, and are no customer's. */
export async function describeKey(kms: Clients["kms"], keyId: string): Promise<KeyMetadata> {
  const { KeyMetadata } = await kms.DescribeKey({ KeyId: keyId });
  return { KeyId: keyId, ...KeyMetadata };
}

/** Looks at each of the customer's own keys of a region; a key's policy may keep Snapback from seeing it, and not from the others. */
export async function* sweepKeys<Evidence>(
  live: LiveAccount,
  look: (key: KeyMetadata, kms: Clients["kms"]) => Promise<Swept<Evidence>>,
): AsyncGenerator<Swept<Evidence>> {
  const kms = await live.client("kms");
  yield* lookThrough(await kms.ListKeys({}), async ({ KeyId }) => {
    if (KeyId === undefined) return undefined;
    const key = await describeKey(kms, KeyId);
    return key.KeyManager === "CUSTOMER" ? look(key, kms) : undefined;
  });
}

/** A key's tags, for exemptions that go by one. */
export async function tagsOf({ id }: Resource, live: LiveAccount): Promise<Record<string, string>> {
  const kms = await live.client("kms");
  const tags = await kms.ListResourceTags({ KeyId: id });
  return Object.fromEntries(tags.map(({ TagKey = "", TagValue = "" }) => [TagKey, TagValue]));
}
