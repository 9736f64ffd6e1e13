import type { CognitoSettings } from "@snapback/core/deployment/console-settings";
import {
  type AuthorizationServer,
  authorizationCodeGrantRequest,
  calculatePKCECodeChallenge,
  customFetch,
  generateRandomCodeVerifier,
  generateRandomNonce,
  generateRandomState,
  getValidatedIdTokenClaims,
  None,
  processAuthorizationCodeResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
  validateAuthResponse,
} from "oauth4webapi";

/** The console's own address to which Cognito sends people back. */
export const SIGNED_IN_PATH = "/signed-in";

/** What is remembered of a sign-in while the person is at Cognito's pages. */
export interface Departure {
  state: string;
  nonce: string;
  verifier: string;
}

export interface Tokens {
  access: string;
  /** Absent where the one that was used stays valid. */
  refresh: string | undefined;
  /** The person's email address. */
  name: string | undefined;
}

/** A request that never ends would leave the person with a page that says "Signing in". */
const PATIENCE_MS = 10_000;

/**
 * Cognito's OAuth endpoints, for a public client: authorization code with PKCE. Their addresses follow from the domain,
 * so that nothing has to be discovered and the Content-Security-Policy has one origin to allow.
 * https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-userpools-server-contract-reference.html
 *
 * @param origin the console's
 */
export function openCognito(settings: CognitoSettings, origin: string, fetcher: typeof fetch) {
  const { issuer, domain, clientId } = settings;
  const server: AuthorizationServer = { issuer, token_endpoint: `${domain}/oauth2/token` };
  const client = { client_id: clientId };
  const redirectUri = origin + SIGNED_IN_PATH;
  const options = () => ({
    signal: AbortSignal.timeout(PATIENCE_MS),
    [customFetch]: (url: string, init: RequestInit) => fetcher(url, init),
  });

  return {
    /** Where a person goes to sign in, and what has to be remembered until they come back. */
    async departure(): Promise<{ url: URL; departure: Departure }> {
      const departure = {
        state: generateRandomState(),
        nonce: generateRandomNonce(),
        verifier: generateRandomCodeVerifier(),
      };
      const url = withQuery(`${domain}/oauth2/authorize`, {
        response_type: "code",
        client_id: clientId,
        redirect_uri: redirectUri,
        scope: "openid email",
        state: departure.state,
        nonce: departure.nonce,
        code_challenge: await calculatePKCECodeChallenge(departure.verifier),
        code_challenge_method: "S256",
      });
      return { url, departure };
    },

    /**
     * Tokens for the code with which a person came back.
     *
     * @throws an error of oauth4webapi where the answer belongs to no sign-in of this tab, says no, or its code is refused
     */
    async exchange(answer: URLSearchParams, { state, nonce, verifier }: Departure): Promise<Tokens> {
      const callback = validateAuthResponse(server, client, answer, state);
      const response = await authorizationCodeGrantRequest(
        server,
        client,
        None(),
        callback,
        redirectUri,
        verifier,
        options(),
      );
      const expected = { expectedNonce: nonce, requireIdToken: true };
      return tokensOf(await processAuthorizationCodeResponse(server, client, response, expected));
    },

    /** @throws ResponseBodyError of oauth4webapi where the token is valid no more */
    async refresh(token: string): Promise<Tokens> {
      const response = await refreshTokenGrantRequest(server, client, None(), token, options());
      return tokensOf(await processRefreshTokenResponse(server, client, response));
    },

    /** Makes a refresh token useless. The answer is nobody's to read: Cognito gives no other site leave to. */
    async revoke(token: string): Promise<void> {
      await fetcher(`${domain}/oauth2/revoke`, {
        method: "POST",
        mode: "no-cors",
        keepalive: true,
        body: new URLSearchParams({ token, client_id: clientId }),
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
    },

    /** Ends Cognito's own session, and comes back. */
    signOutUrl: (): URL => withQuery(`${domain}/logout`, { client_id: clientId, logout_uri: `${origin}/` }),
  };
}

/** Only who it is for people to see is read from the ID token: what they may do is for the API to say. */
function tokensOf(response: TokenEndpointResponse): Tokens {
  const email = getValidatedIdTokenClaims(response)?.email;
  return {
    access: response.access_token,
    refresh: response.refresh_token,
    name: typeof email === "string" ? email : undefined,
  };
}

function withQuery(address: string, query: Record<string, string>): URL {
  const url = new URL(address);
  url.search = new URLSearchParams(query).toString();
  return url;
}
