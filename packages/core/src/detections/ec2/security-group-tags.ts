import type { LiveAccount } from "../../aws/account.ts";
import type { Resource } from "../../finding/schema.ts";

/** The tags of a security group, for exemptions that go by one. A group that is gone has none. */
export async function groupTags(
  { id }: Pick<Resource, "id">,
  live: LiveAccount,
): Promise<Record<string, string>> {
  const ec2 = await live.client("ec2");
  // By a filter: a group that is gone is no error, and has no tags. A filter's value may be a pattern, an id is none.
  const groups = await ec2.DescribeSecurityGroups({ Filters: [{ Name: "group-id", Values: [id] }] });
  const tags = groups.filter(({ GroupId }) => GroupId === id).flatMap(({ Tags = [] }) => Tags);
  return Object.fromEntries(tags.flatMap(({ Key, Value = "" }) => (Key ? [[Key, Value] as const] : [])));
}
