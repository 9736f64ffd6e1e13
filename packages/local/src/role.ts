import { type Deployment, functionName, roleArn } from "@snapback/core/deployment/deployment";
import type { FunctionName } from "@snapback/core/deployment/functions";
import type { UserIdentity } from "./sandbox/sandbox.ts";

/**
 * The role that a function has in AWS: the access key with which it calls the sandbox, and how the sandbox's records tell
 * its calls from other people's.
 */
export interface Role {
  arn: string;
  accessKeyId: string;
  principalId: string;
  identity: UserIdentity;
}

/** A function's role in a stage, with a session of it. https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
export function functionRole(
  place: Pick<Deployment, "stage" | "account" | "partition" | "home">,
  name: FunctionName,
): Role {
  const { account, partition } = place;
  const userName = functionName(place.stage, name);
  const arn = roleArn(place, userName);
  const letters = name.replaceAll(/[^a-z0-9]/g, "").toUpperCase();
  const [accessKeyId, principalId] = [`ASIASNAPBACK${letters}`, `AROASNAPBACK${letters}`];
  const identity: UserIdentity = {
    type: "AssumedRole",
    principalId: `${principalId}:${userName}`,
    arn: `arn:${partition}:sts::${account}:assumed-role/${userName}/${userName}`,
    accountId: account,
    accessKeyId,
    sessionContext: {
      sessionIssuer: { type: "Role", principalId, arn, accountId: account, userName },
      attributes: { mfaAuthenticated: "false" },
    },
  };
  return { arn, accessKeyId, principalId, identity };
}
