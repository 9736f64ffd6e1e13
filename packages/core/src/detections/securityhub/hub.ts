import type { DescribeHubCommandOutput } from "@aws-sdk/client-securityhub";
import type { Clients } from "../../aws/account.ts";
import { arn } from "../../aws/arn.ts";
import type { Place } from "../define.ts";

/** A region's hub. Under its aspects its own settings and its standards are kept. */
export const HUB = "hub";
export const STANDARDS = "standards";

export function hubArn({ account, region }: Place): string {
  return arn("securityhub", region, account, "hub/default");
}

/** What Security Hub is in the region, or nothing where it is off; AWS answers with an error then. */
export async function hubNow(
  securityhub: Pick<Clients["securityhub"], "DescribeHub">,
): Promise<DescribeHubCommandOutput | undefined> {
  try {
    return await securityhub.DescribeHub({});
  } catch (error) {
    if (isOff(error)) return undefined;
    throw error;
  }
}

/** The same error may mean that the caller has no right to ask. */
function isOff(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "ResourceNotFoundException") return true;
  return error.name === "InvalidAccessException" && /not subscribed/i.test(error.message);
}
