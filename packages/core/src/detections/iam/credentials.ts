import type { LoginProfile } from "@aws-sdk/client-iam";
import type { Clients } from "../../aws/account.ts";
import { globalArn } from "../../aws/arn.ts";
import { awsFailure } from "../../aws/error.ts";
import type { CloudTrailRecord } from "../../event/record.ts";
import type { Resource } from "../../finding/schema.ts";
import type { Place } from "../define.ts";
import { recordedName } from "./principal.ts";

/** The user that a record's caller is; `undefined` where it is a role, the root user, or not known. */
export function callingUser({ userIdentity }: CloudTrailRecord): string | undefined {
  return userIdentity.type === "IAMUser" ? recordedName.parse(userIdentity.userName) : undefined;
}

/** Names of users and groups differ in more than case: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export function sameName(one: string, other: string | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}

/** The account's root user, as a finding's resource. */
export function rootUser({ account, region }: Place): Resource {
  return { arn: globalArn("iam", region, account, "root"), type: "AWS::IAM::User", id: "root" };
}

/** A user's console password, as far as AWS tells of it; `undefined` where there is none, or no such user. */
export async function consolePassword(
  UserName: string,
  iam: Pick<Clients["iam"], "GetLoginProfile">,
): Promise<LoginProfile | undefined> {
  try {
    return (await iam.GetLoginProfile({ UserName })).LoginProfile;
  } catch (error) {
    if (awsFailure(error) === "gone") return undefined;
    throw error;
  }
}
