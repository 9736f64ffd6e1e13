import { type Role, roles } from "@snapback/core/person/person";
import { router, signInDomain, viteUrl } from "./router.ts";
import { keepInProduction, place, prefix, production } from "./stage.ts";

/** Who may use the console: people whom an administrator has invited, with a second factor. */
const pool = new sst.aws.CognitoUserPool("Users", {
  usernames: ["email"],
  mfa: "on",
  softwareToken: true,
  domain: { prefix: signInDomain },
  transform: {
    userPool: (args, options) => {
      args.name = `${prefix}-users`;
      args.adminCreateUserConfig = { allowAdminCreateUserOnly: true };
      args.accountRecoverySetting = { recoveryMechanisms: [{ name: "verified_email", priority: 1 }] };
      args.passwordPolicy = {
        minimumLength: 14,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: false,
        temporaryPasswordValidityDays: 3,
      };
      args.deletionProtection = production ? "ACTIVE" : "INACTIVE";
      options.retainOnDelete = keepInProduction.retainOnDelete;
      return undefined;
    },
  },
});

const descriptions: { [role in Role]: string } = {
  admin: "Changes modes, parameters and settings; and all that a responder may",
  responder: "Approves, undoes, exempts; and all that a viewer may",
  viewer: "Reads findings, activity and settings",
};

/** The group with the lowest precedence counts where somebody is in several: the one that may the most. */
for (const [precedence, name] of roles.toReversed().entries()) {
  new aws.cognito.UserGroup(`Group-${name}`, {
    userPoolId: pool.id,
    name,
    description: descriptions[name],
    precedence,
  });
}

/** The console is a public client: no secret, the code flow alone, PKCE by what the console sends. */
const client = pool.addClient("ConsoleClient", {
  callbackUrls: [$interpolate`${router.url}/signed-in`, ...($dev ? [`${viteUrl}/signed-in`] : [])],
  transform: {
    client: (args) => {
      args.name = `${prefix}-console`;
      args.generateSecret = false;
      args.allowedOauthFlows = ["code"];
      args.allowedOauthScopes = ["openid", "email"];
      args.logoutUrls = [$interpolate`${router.url}/`, ...($dev ? [`${viteUrl}/`] : [])];
      args.explicitAuthFlows = ["ALLOW_REFRESH_TOKEN_AUTH"];
      args.preventUserExistenceErrors = "ENABLED";
      args.enableTokenRevocation = true;
      args.accessTokenValidity = 60;
      args.idTokenValidity = 60;
      args.refreshTokenValidity = 12;
      args.tokenValidityUnits = { accessToken: "minutes", idToken: "minutes", refreshToken: "hours" };
      return undefined;
    },
  },
});

/** What the API and the console are told. */
export const signIn = {
  pool: pool.id,
  client: client.id,
  issuer: $interpolate`https://cognito-idp.${place.home}.amazonaws.com/${pool.id}`,
};
