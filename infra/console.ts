import type { ConsoleSettings } from "@snapback/core/deployment/console-settings";
import { gatewayUrl } from "./api.ts";
import { router, signInOrigin } from "./router.ts";
import { signIn } from "./sign-in.ts";
import { place } from "./stage.ts";

/** What the console reads when it starts: the same build serves every stage. */
const settings = $util.all([signIn.issuer, signIn.client]).apply(([issuer, clientId]) =>
  JSON.stringify({
    signIn: { kind: "cognito", issuer, domain: signInOrigin, clientId },
  } satisfies ConsoleSettings),
);

/** Not with the build: the edge serves what is under this name from the bucket as it is. */
const SETTINGS_FOLDER = "_config";

const distribution = $interpolate`arn:${place.partition}:cloudfront::${place.account}:distribution/${router.distributionID}`;

const site = new sst.aws.StaticSite("Console", {
  path: "packages/web",
  build: { command: "npm run build", output: "dist" },
  router: { instance: router },
  assets: { routes: [SETTINGS_FOLDER] },
  dev: { command: "npm run dev" },
  // For `sst dev`, where Vite serves the console and passes on what is for the API.
  environment: { SNAPBACK_API: gatewayUrl, SNAPBACK_CONSOLE_SETTINGS: settings },
  transform: {
    assets: {
      cors: false,
      // Just this distribution: SST's own `access: "cloudfront"` would let in anyone's.
      access: undefined,
      policy: [
        {
          actions: ["s3:GetObject"],
          principals: [{ type: "service", identifiers: ["cloudfront.amazonaws.com"] }],
          conditions: [{ test: "StringEquals", variable: "aws:SourceArn", values: [distribution] }],
          paths: ["*"],
        },
      ],
    },
  },
});

// In `sst dev` there is no bucket.
const assets = site.nodes.assets;
if (assets) {
  new aws.s3.BucketObjectv2("ConsoleSettings", {
    bucket: assets.name,
    key: `${SETTINGS_FOLDER}/settings.json`,
    content: settings,
    contentType: "application/json",
    cacheControl: "no-store",
  });
}
