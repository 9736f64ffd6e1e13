import type { Tag } from "@aws-sdk/client-ec2";

/** The tags of what a look has found, for exemptions that go by one. What is gone has none. */
export function tagsOf(found: readonly { Tags?: Tag[] | undefined }[]): Record<string, string> {
  const tags = found.flatMap(({ Tags = [] }) => Tags);
  return Object.fromEntries(tags.flatMap(({ Key, Value = "" }) => (Key ? [[Key, Value] as const] : [])));
}
