import { Logger } from "@aws-lambda-powertools/logger";
import { detections } from "@snapback/core/detections/registry";
import { cognitoSignIn, cognitoVerifier } from "../api/cognito.ts";
import { createApiHandler } from "../api/handler.ts";
import { readEnvironment, Variables } from "../environment.ts";
import { openTable } from "../table.ts";

const environment = readEnvironment(
  Variables.pick({
    AWS_REGION: true,
    SNAPBACK_ACCOUNT: true,
    SNAPBACK_FINDINGS_TABLE: true,
    SNAPBACK_USER_POOL: true,
    SNAPBACK_USER_POOL_CLIENT: true,
  }),
);

export const handler = createApiHandler({
  detections,
  findings: openTable(environment.SNAPBACK_FINDINGS_TABLE).findings,
  account: environment.SNAPBACK_ACCOUNT,
  region: environment.AWS_REGION,
  log: new Logger({ serviceName: "snapback-api" }),
  signIn: cognitoSignIn(
    cognitoVerifier({ id: environment.SNAPBACK_USER_POOL, clientId: environment.SNAPBACK_USER_POOL_CLIENT }),
  ),
});
