import { describe, expect, it } from "vitest";
import { deployed, named, namesOf, ofType } from "./graph.ts";

const dev = await deployed("dev");
const production = await deployed("production");

describe("API", () => {
  it("has no route that a signed token does not open", () => {
    const routes = [...ofType(dev, "apigatewayv2/route:Route").values()];
    expect(routes).toEqual([
      expect.objectContaining({
        routeKey: "$default",
        authorizationType: "JWT",
        authorizerId: "authorizer1",
      }),
    ]);
    const [authorizer] = ofType(dev, "apigatewayv2/authorizer:Authorizer").values();
    expect(authorizer).toMatchObject({
      authorizerType: "JWT",
      jwtConfiguration: {
        issuer: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool",
        audiences: ["console-client-id"],
      },
    });
  });

  it("is told which tokens to look for itself", () => {
    expect(named(dev, "lambda/function:Function", "ApiFunction")).toMatchObject({
      environment: {
        variables: {
          SNAPBACK_SIGN_IN_DOMAIN: "https://snapback-dev-111122223333.auth.us-east-1.amazoncognito.com",
          SNAPBACK_USER_POOL: "us-east-1_Pool",
          SNAPBACK_USER_POOL_CLIENT: "console-client-id",
        },
      },
    });
  });

  it("is throttled, and has no CORS", () => {
    expect(named(dev, "apigatewayv2/stage:Stage", "GatewayStage")).toMatchObject({
      defaultRouteSettings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
    });
    expect(named(dev, "apigatewayv2/api:Api", "GatewayApi").corsConfiguration).toEqual({});
  });
});

describe("sign-in", () => {
  it("is for invited people with a second factor", () => {
    expect(named(dev, "cognito/userPool:UserPool", "UsersUserPool")).toMatchObject({
      adminCreateUserConfig: { allowAdminCreateUserOnly: true },
      mfaConfiguration: "ON",
      softwareTokenMfaConfiguration: { enabled: true },
      accountRecoverySetting: { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] },
      deletionProtection: "INACTIVE",
    });
    expect(named(production, "cognito/userPool:UserPool", "UsersUserPool").deletionProtection).toBe("ACTIVE");
  });

  it("has the three groups", () => {
    expect(namesOf(dev, "cognito/userGroup:UserGroup")).toEqual(["admin", "responder", "viewer"]);
  });

  it("gives the console codes, never tokens in an address, and only back to the console", () => {
    expect(named(dev, "cognito/userPoolClient:UserPoolClient", "ConsoleClientClient")).toMatchObject({
      allowedOauthFlows: ["code"],
      allowedOauthScopes: ["openid", "email"],
      generateSecret: false,
      callbackUrls: ["https://d1.cloudfront.net/signed-in"],
      logoutUrls: ["https://d1.cloudfront.net/"],
      explicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      preventUserExistenceErrors: "ENABLED",
    });
  });
});

describe("console", () => {
  it("comes with headers that let nothing else in", () => {
    const policy = named(dev, "cloudfront/responseHeadersPolicy:ResponseHeadersPolicy", "SecurityHeaders");
    const { contentSecurityPolicy, strictTransportSecurity, frameOptions, contentTypeOptions } = Object(
      policy.securityHeadersConfig,
    );
    const directives = new Map(
      String(contentSecurityPolicy.contentSecurityPolicy)
        .split("; ")
        .map((directive) => [directive.split(" ")[0], directive.split(" ").slice(1)] as const),
    );
    const scripts = directives.get("script-src") ?? directives.get("default-src");
    expect(scripts).toEqual(["'self'"]);
    expect(String(contentSecurityPolicy.contentSecurityPolicy)).not.toContain("unsafe-eval");
    expect(directives.get("connect-src")).toEqual([
      "'self'",
      "https://snapback-dev-111122223333.auth.us-east-1.amazoncognito.com",
    ]);
    expect(directives.get("frame-ancestors")).toEqual(["'none'"]);
    expect(strictTransportSecurity).toMatchObject({ accessControlMaxAgeSec: 31_536_000, override: true });
    expect(frameOptions).toEqual({ frameOption: "DENY", override: true });
    expect(contentTypeOptions).toEqual({ override: true });
  });

  it("has these headers on every answer, the API's and the console's", () => {
    const distribution = named(dev, "cloudfront/distribution:Distribution", "RouterCdnDistribution");
    expect(distribution.defaultCacheBehavior).toMatchObject({
      responseHeadersPolicyId: "SecurityHeaders-id",
      viewerProtocolPolicy: "redirect-to-https",
    });
    expect(distribution.orderedCacheBehaviors ?? []).toEqual([]);
  });

  it("hands every header on to the API, and keeps no answer, not even an error", () => {
    const distribution = named(dev, "cloudfront/distribution:Distribution", "RouterCdnDistribution");
    // AWS's AllViewerExceptHostHeader, which hands on Authorization, too.
    const allViewerExceptHost = "b689b0a8-53d0-40ab-baf2-68738e2966ac";
    expect(distribution.defaultCacheBehavior).toMatchObject({ originRequestPolicyId: allViewerExceptHost });
    const errors = [400, 403, 404, 405, 500, 501, 502, 503, 504].map((errorCode) => ({
      errorCode,
      errorCachingMinTtl: 0,
    }));
    expect(distribution.customErrorResponses).toEqual(errors);
    expect(named(dev, "cloudfront/cachePolicy:CachePolicy", "RouterServerCachePolicy")).toMatchObject({
      defaultTtl: 0,
      minTtl: 0,
    });
  });

  it("reads its settings when it starts, and nobody keeps them", () => {
    const settings = named(dev, "s3/bucketObjectv2:BucketObjectv2", "ConsoleSettings");
    expect(settings).toMatchObject({
      key: "_config/settings.json",
      contentType: "application/json",
      cacheControl: "no-store",
    });
    expect(JSON.parse(String(settings.content))).toEqual({
      signIn: {
        kind: "cognito",
        issuer: "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_Pool",
        domain: "https://snapback-dev-111122223333.auth.us-east-1.amazoncognito.com",
        clientId: "console-client-id",
      },
    });
  });
});
