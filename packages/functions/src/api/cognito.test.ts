import { createHmac, createPublicKey, generateKeyPairSync } from "node:crypto";
import { serveLocally } from "@snapback/local/server";
import { NonRetryableFetchError } from "aws-jwt-verify/error";
import { SimpleFetcher } from "aws-jwt-verify/https";
import { SimpleJwksCache } from "aws-jwt-verify/jwk";
import { Hono } from "hono";
import { describe, expect, it, onTestFinished } from "vitest";
import { encoded, testUserPool } from "../../test/user-pool.ts";
import { NotSignedInError } from "./sign-in.ts";

const pool = testUserPool();
const signIn = pool.signIn();
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
const hourAgo = Math.floor(Date.now() / 1000) - 3600;

describe("an access token of the user pool", () => {
  it.each([
    [["viewer"], "viewer"],
    [["responder"], "responder"],
    [["admin"], "admin"],
    [["responder", "auditors", "viewer"], "responder"],
    [["Admin", "viewers", "admin "], undefined],
    [undefined, undefined],
  ])("of somebody in the groups %s has the role %s", async (groups, role) => {
    const { sub, username } = pool.accessClaims();
    expect(await signIn(`Bearer ${pool.token({ "cognito:groups": groups })}`)).toEqual({
      id: sub,
      name: username,
      role,
    });
  });

  it("is taken whatever the case of its scheme", async () => {
    expect(await signIn(`bearer ${pool.token()}`)).toMatchObject({ role: "viewer" });
  });
});

describe("nobody is signed in by", () => {
  const claims = pool.accessClaims();
  const [header = "", payload = "", signature = ""] = pool.token().split(".");
  const admin = encoded({ ...claims, "cognito:groups": ["admin"] });
  const none = encoded({ alg: "none", kid: "pool-key" });
  const hs256 = `${encoded({ alg: "HS256", kid: "pool-key" })}.${payload}`;
  const publicKey = createPublicKey({ key: { ...pool.jwks.keys[0] }, format: "jwk" });
  const pem = publicKey.export({ type: "spki", format: "pem" });

  it.each([
    ["no header", undefined, "no access token"],
    ["an empty header", "", "no bearer token"],
    ["another scheme", "Basic dXNlcjpwYXNzd29yZA==", "no bearer token"],
    ["a scheme alone", "Bearer ", "no bearer token"],
    ["two tokens", `Bearer ${pool.token()} ${pool.token()}`, "no bearer token"],
    ["what is no token", "Bearer hello", "not valid"],
    ["an expired token", `Bearer ${pool.token({ exp: hourAgo })}`, "expired"],
    ["a token for later", `Bearer ${pool.token({ nbf: hourAgo + 7200 })}`, "not valid"],
    ["another pool's token", `Bearer ${pool.token({ iss: `${claims.iss}2` })}`, "not valid"],
    ["a token of no issuer", `Bearer ${pool.token({ iss: undefined })}`, "not valid"],
    ["another client's token", `Bearer ${pool.token({ client_id: "9other" })}`, "another client's"],
    ["a token of no client", `Bearer ${pool.token({ client_id: undefined })}`, "another client's"],
    [
      "an ID token",
      `Bearer ${pool.token({ token_use: "id", aud: claims.client_id })}`,
      "not an access token",
    ],
    ["a token of no use", `Bearer ${pool.token({ token_use: undefined })}`, "not an access token"],
    ["another key", `Bearer ${pool.token({}, { key: other.privateKey })}`, "not signed with a key"],
    ["a changed payload", `Bearer ${header}.${admin}.${signature}`, "not signed with a key"],
    ["alg none", `Bearer ${none}.${payload}.${signature}`, "not valid"],
    ["alg none without signature", `Bearer ${none}.${payload}.`, "not valid"],
    [
      "the public key taken for a secret",
      `Bearer ${hs256}.${createHmac("sha256", pem).update(hs256).digest("base64url")}`,
      "not valid",
    ],
  ])("%s", async (_, authorization, reason) => {
    const error: unknown = await signIn(authorization).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(NotSignedInError);
    expect(error).toMatchObject({ message: expect.stringContaining(reason) });
    expect(error).not.toHaveProperty("cause");
  });
});

describe("the user pool's keys", () => {
  const bearer = `Bearer ${pool.token()}`;
  const unavailable = expect.objectContaining({ name: "SignInUnavailableError", cause: expect.any(Error) });

  it("are fetched once, from the pool's own address", async () => {
    const server = await keyServer(200, pool.jwks);
    const fetching = pool.signIn(new SimpleJwksCache({ fetcher: server }));
    await Promise.all([fetching(bearer), fetching(bearer)]);
    expect(await fetching(bearer)).toMatchObject({ role: "viewer" });
    expect(server.asked).toEqual([`/${pool.pool.id}/.well-known/jwks.json`]);
  });

  it.each([
    ["an error", 500, {}],
    ["something else", 200, { message: "hello" }],
    ["keys that are none", 200, { keys: [{ kid: "pool-key" }] }],
  ])("leave open who it is where their endpoint answers with %s", async (_, status, body) => {
    const server = await keyServer(status, body);
    await expect(pool.signIn(new SimpleJwksCache({ fetcher: server }))(bearer)).rejects.toEqual(unavailable);
  });

  it("leave open who it is where nothing answers", async () => {
    const { port, close } = await keyServer(200, pool.jwks);
    await close();
    const fetcher = new SimpleFetcher({ defaultRequestOptions: { host: "127.0.0.1", port } });
    await expect(pool.signIn(new SimpleJwksCache({ fetcher }))(bearer)).rejects.toEqual(unavailable);
  });

  it("are not fetched again at once for the next unknown key, while known ones still count", async () => {
    const server = await keyServer(200, pool.jwks);
    const fetching = pool.signIn(new SimpleJwksCache({ fetcher: server }));
    const unknown = `Bearer ${pool.token({}, { key: other.privateKey, kid: "other-key" })}`;
    await expect(fetching(unknown)).rejects.toThrow(NotSignedInError);
    await expect(fetching(unknown)).rejects.toEqual(unavailable);
    expect(await fetching(bearer)).toMatchObject({ role: "viewer" });
    expect(server.asked).toHaveLength(1);
  });
});

/** The pool's JWKS endpoint on loopback, as a fetcher of the verifier, which would only speak HTTPS. */
async function keyServer(status: number, body: Record<string, unknown>) {
  const asked: string[] = [];
  const site = new Hono().get("*", (c) => {
    asked.push(c.req.path);
    return Response.json(body, { status });
  });
  const { url, close } = await serveLocally(site, 0);
  onTestFinished(close);
  return {
    asked,
    close,
    port: new URL(url).port,
    async fetch(uri: string) {
      const answer = await fetch(url + new URL(uri).pathname);
      if (!answer.ok) throw new NonRetryableFetchError(uri, answer.status);
      return answer.arrayBuffer();
    },
  };
}
