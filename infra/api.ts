import { functionName } from "@snapback/core/deployment/deployment";
import { bus } from "./bus.ts";
import { lambda } from "./function.ts";
import { router, signInOrigin } from "./router.ts";
import { secretsSet } from "./secrets.ts";
import { signIn } from "./sign-in.ts";
import { place } from "./stage.ts";
import { findings, settings } from "./store.ts";

const handler = lambda("Api", "api", {
  handler: "api",
  environment: {
    SNAPBACK_ACCOUNT: place.account,
    SNAPBACK_BUS: bus.name,
    SNAPBACK_FINDINGS_TABLE: findings.name,
    SNAPBACK_SECRETS_SET: secretsSet,
    SNAPBACK_SETTINGS_TABLE: settings.name,
    SNAPBACK_SIGN_IN_DOMAIN: signInOrigin,
    SNAPBACK_USER_POOL: signIn.pool,
    SNAPBACK_USER_POOL_CLIENT: signIn.client,
  },
  timeoutSeconds: 20,
  memoryMegabytes: 1024,
});

/** Enough for the consoles of a team, and not for a flood that would use up the account's concurrency. */
const THROTTLE = { throttlingRateLimit: 50, throttlingBurstLimit: 100 };

const gateway = new sst.aws.ApiGatewayV2("Gateway", {
  cors: false,
  transform: {
    api: { name: functionName(place.stage, "api") },
    stage: { defaultRouteSettings: THROTTLE },
  },
});

/** The first look at a token; the API looks again, so that a mistake here opens nothing. */
const authorizer = gateway.addAuthorizer({
  name: "SignedIn",
  jwt: { issuer: signIn.issuer, audiences: [signIn.client] },
});
gateway.route("$default", handler.arn, {
  name: "Default",
  auth: { jwt: { authorizer: authorizer.id } },
});

router.route("/api", gateway.url);

export const apiUrl = $interpolate`${router.url}/api`;
export const gatewayUrl = gateway.url;
