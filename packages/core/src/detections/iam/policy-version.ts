import * as z from "zod";
import type { Clients } from "../../aws/account.ts";
import type { Look } from "../define.ts";
import type { AdminPolicy } from "./admin-policy.ts";
import { type AdminRights, documentRights } from "./managed-policy.ts";

/** The aspect of a policy that is which of its versions is in force. */
export const DEFAULT_VERSION = "default-version";

const Known = z.object({ versionId: z.string() });

/** Which version of a policy is in force. */
export async function defaultVersion(
  PolicyArn: string,
  iam: Pick<Clients["iam"], "GetPolicy">,
): Promise<string> {
  const { Policy } = await iam.GetPolicy({ PolicyArn });
  return Policy?.DefaultVersionId ?? "";
}

/** What rights a version gives, if they are an administrator's. */
export async function versionRights(
  PolicyArn: string,
  VersionId: string,
  iam: Pick<Clients["iam"], "GetPolicyVersion">,
  parameters: AdminPolicy,
): Promise<AdminRights | undefined> {
  const { PolicyVersion } = await iam.GetPolicyVersion({ PolicyArn, VersionId });
  return documentRights(PolicyVersion?.Document, parameters);
}

/**
 * The version to put back in force: the one that was, where that is known, is still there and gives less; otherwise the latest
 * before this one that gives less. At most five are there to be looked at.
 */
export async function formerVersion(
  policyArn: string,
  offending: string,
  { live, baseline }: Pick<Look, "live" | "baseline">,
  parameters: AdminPolicy,
): Promise<{ versionId: string; known: boolean } | undefined> {
  const iam = await live.client("iam");
  const found = Known.safeParse((await baseline(policyArn, DEFAULT_VERSION))?.value);
  const known = found.success ? found.data.versionId : undefined;
  const versions = (await iam.ListPolicyVersions({ PolicyArn: policyArn })).flatMap(
    ({ VersionId }) => VersionId ?? [],
  );
  const earlier = versions
    .filter((id) => numberOf(id) < numberOf(offending))
    .toSorted((a, b) => numberOf(b) - numberOf(a));
  const candidates = known !== undefined && versions.includes(known) ? [known, ...earlier] : earlier;
  for (const versionId of candidates) {
    if ((await versionRights(policyArn, versionId, iam, parameters)) === undefined)
      return { versionId, known: versionId === known };
  }
  return undefined;
}

/** 12 of "v12". */
function numberOf(versionId: string): number {
  return Number(versionId.slice(1));
}
