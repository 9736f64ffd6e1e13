import * as z from "zod";
import type { LiveAccount } from "../../aws/account.ts";
import type { CloudTrailRecord } from "../../event/record.ts";
import type { JsonObject } from "../../json.ts";
import type { Step } from "../../response/plan.ts";
import type { CallName, Inspection } from "../define.ts";
import { element, orNone } from "./bucket.ts";

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html */
const Flag = z.enum(["BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"]);
export type Flag = z.infer<typeof Flag>;

/** Which of the four are off: at least one. */
export const Off = z.array(Flag).min(1);
export type Off = Flag[];

/** What it says of each of the four; what is left out is off. */
type Block = { [F in Flag]?: unknown };

const all = {
  BlockPublicAcls: true,
  IgnorePublicAcls: true,
  BlockPublicPolicy: true,
  RestrictPublicBuckets: true,
};

export const BLOCK_UNREADABLE = "the record leaves out what is blocked from now on, or it can't be read";

/** What a call makes of the block of public access: nothing where it takes it away; `undefined` where it doesn't say. */
export function recordedBlock({ eventName, requestParameters }: CloudTrailRecord): Block | undefined {
  if (eventName?.startsWith("Delete")) return {};
  return element(requestParameters, "PublicAccessBlockConfiguration");
}

export function offIn(block: Block | undefined): Off {
  return Flag.options.filter((flag) => block?.[flag] !== true && block?.[flag] !== "true");
}

/** What is wrong with it: which of the four are off. */
export function blockFingerprint(off: Off): string {
  return off.length === Flag.options.length ? "all-off" : off.map((flag) => `no-${flag}`).join(",");
}

/** One line for people: "bucket web does not block public access: BlockPublicAcls is off". */
export function blockSummary(what: string, off: Off): string {
  if (off.length === Flag.options.length) return `${what} does not block public access`;
  return `${what} does not block all public access: ${off.join(", ")} ${off.length > 1 ? "are" : "is"} off`;
}

const NONE = "NoSuchPublicAccessBlockConfiguration";

/** The bucket's own block; `undefined` where it has none. */
export async function blockOfBucket(Bucket: string, live: LiveAccount) {
  const s3 = await live.client("s3");
  return (await orNone(NONE, () => s3.GetPublicAccessBlock({ Bucket })))?.PublicAccessBlockConfiguration;
}

/** The account's block, which holds for all its buckets; `undefined` where it has none. */
export async function blockOfAccount(AccountId: string, live: LiveAccount) {
  const s3control = await live.client("s3control");
  return (await orNone(NONE, () => s3control.GetPublicAccessBlock({ AccountId })))
    ?.PublicAccessBlockConfiguration;
}

/** The calls of `isHeldOff`. */
export const blockReads = [
  "s3:GetPublicAccessBlock",
  "s3control:GetPublicAccessBlock",
] as const satisfies CallName[];

/** Does the bucket's block or the account's keep strangers out, whatever else lets them in? The stricter one holds. */
export async function isHeldOff(
  by: "IgnorePublicAcls" | "RestrictPublicBuckets",
  { bucket, account }: { bucket: string; account: string },
  live: LiveAccount,
): Promise<boolean> {
  if ((await blockOfBucket(bucket, live))?.[by]) return true;
  return (await blockOfAccount(account, live))?.[by] === true;
}

/**
 * A block as it is now, and, where what the finding says is still off, the plan that switches all of it on.
 *
 * @param block the live one, if there is one
 * @param evidence which of the four were off; others than these are another finding's
 * @param of what it is the block of, as the calls name it
 */
export function inspectBlock(
  block: Block | undefined,
  { off }: { off: Off },
  { service, of, what }: { service: "s3" | "s3control"; of: JsonObject; what: string },
): Inspection {
  const shown = block && Object.fromEntries(Flag.options.map((flag) => [flag, block[flag] === true]));
  const state = { publicAccessBlock: shown ?? null };
  const now = offIn(block);
  if (now.length === 0 || blockFingerprint(now) !== blockFingerprint(off)) return { state };
  const put = (PublicAccessBlockConfiguration: JsonObject, does: string): Step => ({
    service,
    operation: "PutPublicAccessBlock",
    input: { ...of, PublicAccessBlockConfiguration },
    does,
  });
  const undo: Step = shown
    ? put(shown, `block for ${what} just what was blocked before`)
    : { service, operation: "DeletePublicAccessBlock", input: of, does: `block nothing for ${what} again` };
  return {
    state,
    plan: {
      version: 1,
      steps: [put(all, `block all public access for ${what}`)],
      undo: [{ ...undo, undoes: 0 }],
    },
  };
}
