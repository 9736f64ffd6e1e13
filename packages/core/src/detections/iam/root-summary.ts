import type { Clients } from "../../aws/account.ts";

/**
 * What AWS tells of the root user's credentials. Whether it has a password is not told everywhere: then it counts as having one.
 * https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetAccountSummary.html
 */
export async function rootCredentials(iam: Pick<Clients["iam"], "GetAccountSummary">) {
  const { SummaryMap = {} } = await iam.GetAccountSummary({});
  return {
    accessKeys: SummaryMap.AccountAccessKeysPresent ?? 0,
    mfa: (SummaryMap.AccountMFAEnabled ?? 0) > 0,
    password: (SummaryMap.AccountPasswordPresent ?? 1) > 0,
  };
}
