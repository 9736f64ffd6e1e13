/**
 * What an error of an AWS call means for the finding: `there` (what was to be made is there already), `denied` (our rights don't reach: a person must act), `passing`
 * (throttled, AWS's or the network's trouble: trying again can help), `gone` (the resource is not there: already safe),
 * or `refused` (anything else that AWS said no to).
 */
export type AwsFailure = "there" | "denied" | "passing" | "gone" | "refused";

/** What a look at a resource throws that is at a change, and shows what it was before: what it will be is seen later. */
export class StillChangingError extends Error {
  override name = "StillChangingError";
}

interface SdkError {
  name: string;
  message: string;
  $metadata?: { httpStatusCode?: number; attempts?: number };
  $retryable?: unknown;
  $fault?: unknown;
}

const DENIED =
  /AccessDenied|UnauthorizedOperation|NotAuthorized|AuthFailure|InvalidClientTokenId|ExpiredToken|OptInRequired/;
const THROTTLED =
  /Throttl|RequestLimitExceeded|TooManyRequests|SlowDown|PriorRequestNotComplete|BandwidthLimitExceeded/;
/** It is still at an earlier change, or somebody else's came between: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const BUSY =
  /^(IncorrectState|KMSInvalidStateException|PrefixListVersionMismatch|ResourceInUseException|EntityTemporarilyUnmodifiable(Exception)?|Invalid(DB(Instance|Cluster)|Cluster)State(Fault)?)$/;
const NETWORK = /TimeoutError|ECONN|EPIPE|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|NetworkingError|AbortError/;
const THERE = /Duplicate|AlreadyExists/;
const GONE = /NotFound|NoSuch|NotExist/;

/** Sorts an error thrown by an SDK command; `undefined` for one that is not AWS's, which is a bug of ours. */
export function awsFailure(error: unknown): AwsFailure | undefined {
  if (!isSdkError(error)) return undefined;
  if (DENIED.test(error.name)) return "denied";
  const status = error.$metadata?.httpStatusCode ?? 0;
  // The SDK gives some of the network's errors a name of its own; others are Node's, with its code.
  const code: unknown = "code" in error ? error.code : undefined;
  const network = NETWORK.test(error.name) || (typeof code === "string" && NETWORK.test(code));
  if (error instanceof StillChangingError || BUSY.test(error.name)) return "passing";
  if (THROTTLED.test(error.name) || network || status >= 500 || status === 429) return "passing";
  if (error.$metadata === undefined && error.$fault === undefined) return undefined;
  if (THERE.test(error.name)) return "there";
  return GONE.test(error.name) ? "gone" : "refused";
}

/** Did the SDK send the call just once? After a time-out or a 5xx it sends it again, though the first may have worked. */
export function sentOnce(error: unknown): boolean {
  return isSdkError(error) && error.$metadata?.attempts === 1;
}

/** AWS's own words, with its code: what the person who mends it needs. */
export function awsWords(error: unknown): { code: string; message: string } {
  return error instanceof Error
    ? { code: error.name, message: error.message }
    : { code: "UnknownError", message: String(error) };
}

function isSdkError(error: unknown): error is SdkError {
  return error instanceof Error;
}
