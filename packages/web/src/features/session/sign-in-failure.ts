import {
  AuthorizationResponseError,
  OperationProcessingError,
  RESPONSE_IS_NOT_CONFORM,
  ResponseBodyError,
} from "oauth4webapi";
import { clip, visible } from "../../text/visible.ts";

const LONGEST = 300;

/**
 * Why a sign-in did not work, in words for the person. What the address or an answer says is anybody's text: it is
 * shortened and made harmless to look at.
 *
 * @param error `undefined` where no sign-in was under way
 */
export function reasonOf(error: unknown): string {
  if (error === undefined)
    return "This tab has no sign-in under way. Links from elsewhere can't sign you in; where your browser keeps nothing for this site, sign-in does not work.";
  if (error instanceof AuthorizationResponseError || error instanceof ResponseBodyError) {
    const description = error.error_description === undefined ? "" : `: ${error.error_description}`;
    return `The sign-in service said no (${visible(clip(error.error + description, LONGEST))}).`;
  }
  if (error instanceof OperationProcessingError && error.code !== RESPONSE_IS_NOT_CONFORM)
    return `The sign-in service's answer does not fit what was asked (${error.message}).`;
  const unreached =
    error instanceof OperationProcessingError || error instanceof TypeError || isTimeout(error);
  if (!unreached && error instanceof Error) return `Sign-in does not work (${error.message}).`;
  return "The sign-in service can't be reached, or has trouble.";
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === "TimeoutError";
}
