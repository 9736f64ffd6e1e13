import { createHash, randomBytes } from "node:crypto";
import type { CognitoSettings } from "@snapback/core/deployment/console-settings";
import { serveLocally } from "@snapback/local/server";
import { Hono } from "hono";

/** The console's address, and the user pool's, as far as the code under test can see. */
export const CONSOLE = "https://snapback.example";
export const settings: CognitoSettings = {
  kind: "cognito",
  issuer: "https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_Example1",
  domain: "https://snapback-test.auth.eu-central-1.amazoncognito.com",
  clientId: "1example23456789",
};
export const EMAIL = "somebody@example.com";

export type TestCognito = Awaited<ReturnType<typeof testCognito>>;

type Query = Record<string, string>;

/**
 * Cognito's endpoints, and an API that takes the tokens they give, on loopback. It is as strict as Cognito: a code works
 * once, with the redirect URI and the verifier of the request that led to it.
 */
export async function testCognito() {
  const codes = new Map<string, Query>();
  const accessTokens = new Set<string>();
  const refreshTokens = new Set<string>();
  const requests: string[] = [];
  const faults = { deny: "", down: 0, api: 0, rotate: false };
  let wrongClaims: Record<string, unknown> = {};
  const random = () => randomBytes(16).toString("base64url");

  const idToken = (nonce: string | undefined) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: settings.issuer,
      aud: settings.clientId,
      sub: "8b1b0f4e-0000-4000-8000-1c1c1c1c1c1c",
      email: EMAIL,
      token_use: "id",
      auth_time: now,
      iat: now,
      exp: now + 3600,
      nonce,
      ...wrongClaims,
    };
    // Nobody verifies it who has it from Cognito itself.
    const parts = [{ alg: "RS256", kid: "pool-key" }, claims].map((part) => JSON.stringify(part));
    return [...parts, random()].map((part) => Buffer.from(part).toString("base64url")).join(".");
  };
  const tokens = (nonce?: string) => {
    const access = random();
    accessTokens.add(access);
    return { access_token: access, id_token: idToken(nonce), token_type: "Bearer", expires_in: 3600 };
  };
  const newRefreshToken = () => {
    const token = random();
    refreshTokens.add(token);
    return { refresh_token: token };
  };
  const refuse = (error: string) => Response.json({ error }, { status: 400 });

  const site = new Hono();
  site.use(async (c, next) => {
    requests.push(`${c.req.method} ${c.req.path}`);
    if (faults.down) return Response.json({ error: "try_later" }, { status: faults.down });
    return next();
  });
  site.get("/oauth2/authorize", (c) => {
    const query = c.req.query();
    const registered = query.client_id === settings.clientId && query.redirect_uri === `${CONSOLE}/signed-in`;
    const pkce = query.code_challenge_method === "S256" && (query.code_challenge ?? "").length === 43;
    if (!registered || !pkce || query.response_type !== "code" || query.scope !== "openid email")
      return c.text("An error was encountered with the requested page.", 400);
    const back = new URL(query.redirect_uri ?? "");
    back.searchParams.set("state", query.state ?? "");
    if (faults.deny) {
      back.searchParams.set("error", "access_denied");
      back.searchParams.set("error_description", faults.deny);
    } else {
      const code = random();
      codes.set(code, query);
      back.searchParams.set("code", code);
    }
    return c.redirect(back.href);
  });
  site.post("/oauth2/token", async (c) => {
    const form = new URLSearchParams(await c.req.text());
    if (form.get("client_id") !== settings.clientId) return refuse("invalid_client");
    if (form.get("grant_type") === "refresh_token") {
      const token = form.get("refresh_token") ?? "";
      if (!refreshTokens.has(token)) return refuse("invalid_grant");
      if (faults.rotate) refreshTokens.delete(token);
      return c.json({ ...tokens(), ...(faults.rotate && newRefreshToken()) });
    }
    const asked = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const challenge = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    const fits = asked?.code_challenge === challenge && asked.redirect_uri === form.get("redirect_uri");
    return fits ? c.json({ ...tokens(asked.nonce), ...newRefreshToken() }) : refuse("invalid_grant");
  });
  site.post("/oauth2/revoke", async (c) => {
    refreshTokens.delete(new URLSearchParams(await c.req.text()).get("token") ?? "");
    return c.body(null, 200);
  });
  site.all("/api/*", async (c) => {
    const token = /^Bearer (.+)$/.exec(c.req.header("authorization") ?? "")?.[1] ?? "";
    if (!accessTokens.has(token)) return c.json({ status: 401 }, 401);
    return faults.api > 0
      ? new Response(null, { status: faults.api })
      : c.json({
          method: c.req.method,
          query: c.req.query(),
          body: await c.req.text(),
          type: c.req.header("content-type"),
        });
  });

  const { url, close } = await serveLocally(site, 0);
  return {
    close,
    faults,
    requests,
    /** ID tokens say this from now on. */
    claim: (claims: Record<string, unknown>) => {
      wrongClaims = claims;
    },
    /** How often this was requested, as `GET /path`. */
    asked: (request: string) => requests.filter((made) => made === request).length,
    refreshTokens,
    /** The access tokens expire; or all that Cognito has given. */
    expireAccess: () => accessTokens.clear(),
    expireAll: () => [accessTokens, refreshTokens, codes].forEach((given) => given.clear()),
    /** `fetch` for which user pool and console are on loopback. */
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const { origin, pathname, search } = new URL(input instanceof Request ? input.url : input, CONSOLE);
      if (origin !== settings.domain && origin !== CONSOLE) throw new TypeError(`no such host: ${origin}`);
      return fetch(url + pathname + search, init);
    },
    /** What a browser does with the address of the sign-in page: the person signs in, and is sent back. */
    async visit(page: URL): Promise<URL> {
      const answer = await fetch(url + page.pathname + page.search, { redirect: "manual" });
      return new URL(answer.headers.get("location") ?? "about:blank");
    },
  };
}
