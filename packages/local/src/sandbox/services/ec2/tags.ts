import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Table } from "../../table.ts";
import { find, type IdKind } from "./ids.ts";
import { images, instances, snapshots, volumes } from "./instance-resources.ts";
import { networkAcls } from "./network-acl-resources.ts";
import { prefixLists, securityGroupRules, securityGroups, type Tag, vpcs } from "./resources.ts";

type TagInput = readonly { Key?: string | undefined; Value?: string | undefined }[];
type TagSpecifications =
  | readonly { ResourceType?: string | undefined; Tag?: TagInput | undefined }[]
  | undefined;

const MAX_TAGS = 50;

/** What can be tagged here, with the name that EC2 has for it. */
interface Taggable {
  kind: IdKind;
  resourceType: string;
  read(id: string): { id: string; tags: Tag[] };
  write(id: string, tags: Tag[]): void;
  rows(): { id: string; tags: Tag[] }[];
}

function taggable<Row extends { id: string; tags: Tag[] }>(
  kind: IdKind,
  resourceType: string,
  table: Table<Row>,
): Taggable {
  const read = (id: string) => find(kind, id, table);
  return {
    kind,
    resourceType,
    read,
    write: (id, tags) => table.put({ ...read(id), tags }),
    rows: () => table.rows(),
  };
}

/** Everything that has tags, for the calls that are about tags alone. */
export function taggables(account: Account): Taggable[] {
  return [
    taggable("vpc", "vpc", account.table(vpcs)),
    taggable("sg", "security-group", account.table(securityGroups)),
    taggable("sgr", "security-group-rule", account.table(securityGroupRules)),
    taggable("pl", "prefix-list", account.table(prefixLists)),
    taggable("acl", "network-acl", account.table(networkAcls)),
    taggable("ami", "image", account.table(images)),
    taggable("i", "instance", account.table(instances)),
    taggable("snap", "snapshot", account.table(snapshots)),
    taggable("vol", "volume", account.table(volumes)),
  ];
}

/** The table of the resource with this id, by the id's prefix. */
export function taggableOf(account: Account, id: string): Taggable {
  const found = taggables(account).find(({ kind }) => id.startsWith(`${kind}-`));
  if (found === undefined) throw new AwsError("InvalidID", `The ID '${id}' is not valid`);
  return found;
}

/** The tags of a resource that is about to be made. */
export function tagsFrom(specifications: TagSpecifications, resourceType: string): Tag[] {
  const tags: Tag[] = [];
  for (const specification of specifications ?? []) {
    if (specification.ResourceType !== resourceType) {
      const given = specification.ResourceType ?? "";
      throw new AwsError(
        "InvalidParameterValue",
        `'${given}' is not a valid taggable resource type for this operation.`,
      );
    }
    tags.push(...checkedTags(specification.Tag ?? []));
  }
  return mergeTags([], tags);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions */
export function checkedTags(input: TagInput): Tag[] {
  return input.map(({ Key: key = "", Value: value = "" }) => {
    if (key === "") throw new AwsError("MissingParameter", "The request must contain the parameter Tag.Key");
    if (key.toLowerCase().startsWith("aws:")) {
      const why = "Tag keys starting with 'aws:' are reserved for internal use";
      throw new AwsError("InvalidParameterValue", `Value ( ${key} ) for parameter key is invalid. ${why}`);
    }
    if (key.length > 128)
      throw new AwsError("InvalidParameterValue", "Tag key exceeds the maximum length of 128 characters");
    if (value.length > 256) {
      throw new AwsError("InvalidParameterValue", "Tag value exceeds the maximum length of 256 characters");
    }
    return { key, value };
  });
}

export function mergeTags(before: readonly Tag[], added: readonly Tag[]): Tag[] {
  const merged = new Map([...before, ...added].map((tag) => [tag.key, tag]));
  if (merged.size > MAX_TAGS) {
    throw new AwsError("TagLimitExceeded", "The maximum number of tags for a resource has been reached.");
  }
  return [...merged.values()];
}

/** As EC2 describes tags: most resources leave the list out where it is empty. */
export function tagSet(tags: Tag[]): { tagSet?: Tag[] } {
  return tags.length === 0 ? {} : { tagSet: tags };
}
