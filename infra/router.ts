import { contentSecurityPolicy } from "@snapback/core/deployment/content-security-policy";
import { place, prefix } from "./stage.ts";

/** The first part of the sign-in pages' host name, which all accounts in a region share. */
export const signInDomain = `${prefix}-${place.account}`;
/** Known before the user pool is made, so that the policy below can name it. */
export const signInOrigin = `https://${signInDomain}.auth.${place.home}.amazoncognito.com`;

const YEAR = 365 * 24 * 3600;

/** What CloudFront may keep for ten seconds of its own accord, for everyone who asks, whatever the API says. */
const KEPT_ERRORS = [400, 403, 404, 405, 500, 501, 502, 503, 504];

/** Nothing from elsewhere but the sign-in, nothing inline, no frames, no plain HTTP. */
const headers = new aws.cloudfront.ResponseHeadersPolicy("SecurityHeaders", {
  name: `${prefix}-security-headers`,
  securityHeadersConfig: {
    contentSecurityPolicy: {
      contentSecurityPolicy: contentSecurityPolicy([signInOrigin]),
      override: true,
    },
    strictTransportSecurity: { accessControlMaxAgeSec: YEAR, includeSubdomains: true, override: true },
    frameOptions: { frameOption: "DENY", override: true },
    contentTypeOptions: { override: true },
    referrerPolicy: { referrerPolicy: "no-referrer", override: true },
  },
});

/** One host for console and API, so that no other site may call the API and no CORS is needed. */
export const router = new sst.aws.Router("Router", {
  transform: {
    cdn: (cdn) => {
      cdn.defaultCacheBehavior = $output(cdn.defaultCacheBehavior).apply((behavior) => ({
        ...behavior,
        responseHeadersPolicyId: headers.id,
      }));
      cdn.customErrorResponses = KEPT_ERRORS.map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));
      return undefined;
    },
  },
});

/** Where Vite serves the console in `sst dev`. */
export const viteUrl = "http://localhost:5173";

/** Where people find the console. */
export const consoleUrl = $dev ? viteUrl : router.url;
