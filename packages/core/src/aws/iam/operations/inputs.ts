import * as z from "zod";

/** ARNs of what IAM has by name, in grants: with whatever path. */
export const users = "arn:${Partition}:iam::${Account}:user/*";
export const groups = "arn:${Partition}:iam::${Account}:group/*";
export const roles = "arn:${Partition}:iam::${Account}:role/*";
/** Customer managed policies: Snapback never reads AWS's own. */
export const policies = "arn:${Partition}:iam::${Account}:policy/*";

/** Whose policies a call is about. */
export const OfUser = z.object({ UserName: z.string() });
export const OfRole = z.object({ RoleName: z.string() });
export const OfGroup = z.object({ GroupName: z.string() });
