import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { type JwksCache, SimpleJwksCache } from "aws-jwt-verify/jwk";
import { cognitoSignIn, cognitoVerifier } from "../src/api/cognito.ts";
import type { NameOf } from "../src/api/user-info.ts";

const REGION = "eu-central-1";
const KEY_ID = "pool-key";

/** A user pool with a key pair of its own, which signs what Cognito would. */
export function testUserPool() {
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const { n = "", e = "" } = publicKey.export({ format: "jwk" });
  const jwks = { keys: [{ kty: "RSA", kid: KEY_ID, alg: "RS256", use: "sig", n, e }] };
  const pool = { id: `${REGION}_Example1`, clientId: "1example23456789" };

  /** What Cognito puts into an access token, with claims changed. */
  const accessClaims = (changed: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return {
      sub: "8b1b0f4e-0000-4000-8000-1c1c1c1c1c1c",
      "cognito:groups": ["viewer"],
      iss: `https://cognito-idp.${REGION}.amazonaws.com/${pool.id}`,
      version: 2,
      client_id: pool.clientId,
      token_use: "access",
      scope: "openid email",
      auth_time: now - 60,
      iat: now - 60,
      exp: now + 3540,
      jti: "0f0f0f0f-0000-4000-8000-2d2d2d2d2d2d",
      username: "8b1b0f4e-0000-4000-8000-1c1c1c1c1c1c",
      ...changed,
    };
  };

  return {
    pool,
    jwks,
    accessClaims,
    /** A token with these claims changed, signed with the pool's key or another. */
    token(changed: Record<string, unknown> = {}, { key = privateKey, kid = KEY_ID } = {}): string {
      return signed({ kid, alg: "RS256" }, accessClaims(changed), key);
    },
    /** A sign-in that has the pool's keys already, or fetches them through a cache. */
    signIn(cache?: JwksCache, nameOf?: NameOf) {
      const verifier = cognitoVerifier(pool, cache ?? new SimpleJwksCache());
      if (cache === undefined) verifier.cacheJwks(jwks);
      return cognitoSignIn(verifier, nameOf);
    },
  };
}

function signed(header: Record<string, unknown>, claims: Record<string, unknown>, key: KeyObject): string {
  const input = `${encoded(header)}.${encoded(claims)}`;
  return `${input}.${sign("sha256", Buffer.from(input), key).toString("base64url")}`;
}

export function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
