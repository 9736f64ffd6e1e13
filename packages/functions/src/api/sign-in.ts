import type { Person } from "@snapback/core/person/person";

/**
 * Finds the person whose request this is.
 *
 * @param authorization the request's Authorization header
 * @param request.changes is it to change something? Then the person's name is kept on record
 * @throws NotSignedInError where it proves nobody
 * @throws SignInUnavailableError where it can't be checked now
 */
export type SignIn = (authorization: string | undefined, request?: { changes: boolean }) => Promise<Person>;

/** Its message is the answer's and the log's: nothing of a token may be in it. */
export class NotSignedInError extends Error {
  override name = "NotSignedInError";
}

export class SignInUnavailableError extends Error {
  override name = "SignInUnavailableError";
}
