import { roleOf } from "@snapback/core/person/person";
import { CognitoJwtVerifier } from "aws-jwt-verify";
import {
  CognitoJwtInvalidClientIdError,
  CognitoJwtInvalidTokenUseError,
  FetchError,
  JwksValidationError,
  JwkValidationError,
  JwtBaseError,
  JwtExpiredError,
  JwtInvalidSignatureError,
  KidNotFoundInJwksError,
  WaitPeriodNotYetEndedJwkError,
} from "aws-jwt-verify/error";
import type { JwksCache } from "aws-jwt-verify/jwk";
import { NotSignedInError, type SignIn, SignInUnavailableError } from "./sign-in.ts";
import type { NameOf } from "./user-info.ts";

export interface UserPool {
  id: string;
  clientId: string;
}

/** Verifies access tokens of one client of one user pool. The pool's keys are fetched with the first token, and kept. */
export function cognitoVerifier({ id, clientId }: UserPool, jwksCache?: JwksCache) {
  return CognitoJwtVerifier.create(
    { userPoolId: id, clientId, tokenUse: "access" },
    jwksCache && { jwksCache },
  );
}

/**
 * The sign-in of people who bring an access token of the user pool, whose groups give their roles.
 *
 * @param nameOf what those are called who change something; where it is left out, as the user pool does
 */
export function cognitoSignIn(verifier: ReturnType<typeof cognitoVerifier>, nameOf?: NameOf): SignIn {
  return async (authorization, { changes } = { changes: false }) => {
    const token = bearerToken(authorization);
    const { sub, username, ...claims } = await verifier.verify(token).catch((error: unknown) => {
      throw explained(error);
    });
    const name = changes && nameOf ? await nameOf({ sub, username }, token) : username;
    return { id: sub, name, role: roleOf(claims["cognito:groups"] ?? []) };
  };
}

/** RFC 6750, section 2.1. */
function bearerToken(authorization: string | undefined): string {
  if (authorization === undefined) throw new NotSignedInError("The request carries no access token.");
  const token = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (token === undefined) throw new NotSignedInError("The Authorization header carries no bearer token.");
  return token;
}

/**
 * The verifier's errors as ours. What a token says is in its messages and fields, and its errors are neither kept as a
 * cause nor logged, but for those about the pool's keys.
 */
function explained(error: unknown): unknown {
  if (
    error instanceof FetchError ||
    error instanceof JwksValidationError ||
    error instanceof JwkValidationError
  )
    return new SignInUnavailableError("The user pool's keys can't be had.", { cause: error });
  // After a token with an unknown key the verifier rests for some seconds before it fetches keys again. Whether this
  // token's key is a new one can't be said until then.
  if (error instanceof WaitPeriodNotYetEndedJwkError)
    return new SignInUnavailableError("The user pool's keys were fetched a moment ago.", { cause: error });
  if (error instanceof JwtExpiredError) return new NotSignedInError("The access token has expired.");
  if (error instanceof JwtInvalidSignatureError || error instanceof KidNotFoundInJwksError)
    return new NotSignedInError("The access token is not signed with a key of the user pool.");
  if (error instanceof CognitoJwtInvalidClientIdError)
    return new NotSignedInError("The access token is another client's.");
  if (error instanceof CognitoJwtInvalidTokenUseError)
    return new NotSignedInError("The token is not an access token.");
  if (error instanceof JwtBaseError) return new NotSignedInError("The access token is not valid.");
  return error;
}
