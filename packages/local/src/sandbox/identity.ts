import * as z from "zod";

/** CloudTrail's `userIdentity` element. */
export const userIdentity = z.object({
  type: z.string(),
  principalId: z.string(),
  arn: z.string(),
  accountId: z.string(),
  accessKeyId: z.string().optional(),
  userName: z.string().optional(),
  sessionContext: z.record(z.string(), z.json()).optional(),
  invokedBy: z.string().optional(),
});
export type UserIdentity = z.output<typeof userIdentity>;

export type Identities = Readonly<Record<string, UserIdentity>>;

/** Whose access key it is; an unknown key belongs to the account's IAM user `laptop`. */
export function identityOf(accessKeyId: string, accountId: string, identities: Identities): UserIdentity {
  const known = Object.hasOwn(identities, accessKeyId) ? identities[accessKeyId] : undefined;
  return (
    known ?? {
      type: "IAMUser",
      principalId: "AIDASANDBOXLAPTOPUSER",
      arn: `arn:aws:iam::${accountId}:user/laptop`,
      accountId,
      accessKeyId,
      userName: "laptop",
    }
  );
}
