import { awsWords } from "@snapback/core/aws/error";

/** What keeps a command from the stage that it is to look at. The message is a line for a person, and says what to do. */
export class StageError extends Error {
  override name = "StageError";
}

export interface Target {
  stage: string;
  region: string;
  /** The laptop's sandbox; undefined for AWS itself. */
  endpoint: string | undefined;
}

const NO_CREDENTIALS = /could not load credentials from any providers/i;
const EXPIRED = /expired/i;
const UNKNOWN =
  /InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature/;
const UNREACHABLE = /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|EPIPE|TimeoutError)$/;

/**
 * What an error of an AWS call means for whoever runs the command, where it is about them rather than about what they
 * look at: credentials, network, region. `undefined` for anything else.
 */
export function callerProblem(error: unknown, { endpoint, region }: Target): string | undefined {
  const { code, message } = awsWords(error);
  const systemCode = errorCode(error) ?? code;
  if (UNREACHABLE.test(systemCode)) {
    if (endpoint !== undefined)
      return `Nothing answers at ${endpoint}. Run npm start first, or name its port with --aws-port.`;
    return `AWS can't be reached in ${region} (${message}). Look at this machine's network and proxy, and whether ${region} is a region.`;
  }
  if (NO_CREDENTIALS.test(message))
    return "No AWS credentials were found. Run `aws sso login` or set AWS_PROFILE; docs/deploy.md lists what is needed.";
  if (EXPIRED.test(code) || (isCredentials(code) && EXPIRED.test(message)))
    return `The AWS credentials have expired (${message}). Run \`aws sso login\`, or get new ones.`;
  if (isCredentials(code))
    return `The AWS credentials can't be used: ${message} Set AWS_PROFILE to a profile that works.`;
  if (UNKNOWN.test(code))
    return `AWS does not accept these credentials (${code}: ${message}). Set AWS_PROFILE to a profile of the stage's account.`;
  return undefined;
}

function isCredentials(code: string): boolean {
  return code === "CredentialsProviderError" || code === "TokenProviderError";
}

/** Node's own code, of the error itself or, where all addresses of a name were tried, of the first. */
function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("code" in error && typeof error.code === "string") return error.code;
  return error instanceof AggregateError ? errorCode(error.errors[0]) : undefined;
}
