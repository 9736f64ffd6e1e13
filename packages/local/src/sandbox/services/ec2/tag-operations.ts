import * as z from "zod";
import { type Filterable, matches } from "./filters.ts";
import { filters, integer, list, tags } from "./input.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { early } from "./recorded.ts";
import { checkedTags, mergeTags, taggableOf, taggables } from "./tags.ts";

const createTags = ec2Operation({
  name: "CreateTags",
  input: z.strictObject({ ResourceId: list(z.string()), Tag: tags }),
  recorded: early,
  run(account, { ResourceId: ids, Tag }) {
    const added = checkedTags(Tag);
    for (const id of ids) {
      const taggable = taggableOf(account, id);
      taggable.write(id, mergeTags(taggable.read(id).tags, added));
    }
    return { return: true };
  },
});

/** A key alone takes its tag away whatever the value, an empty value only where it is empty; no tags means all. */
const deleteTags = ec2Operation({
  name: "DeleteTags",
  input: z.strictObject({ ResourceId: list(z.string()), Tag: tags.optional() }),
  recorded: early,
  run(account, { ResourceId: ids, Tag: removed }) {
    for (const id of ids) {
      const taggable = taggableOf(account, id);
      const kept = taggable
        .read(id)
        .tags.filter(
          (tag) =>
            removed !== undefined &&
            !removed.some(
              ({ Key, Value }) => Key === tag.key && (Value === undefined || Value === tag.value),
            ),
        );
      taggable.write(id, kept);
    }
    return { return: true };
  },
});

// A type, not an interface: so that it can stand in an output.
type DescribedTag = {
  resourceId: string;
  resourceType: string;
  key: string;
  value: string;
};

function keyOf({ resourceId, key }: DescribedTag): string {
  return `${resourceId} ${key}`;
}

const filterable: Filterable<DescribedTag> = {
  "tag:": ({ key, value }, wanted) => (key === wanted ? [value] : []),
  key: ({ key }) => [key],
  value: ({ value }) => [value],
  "resource-id": ({ resourceId }) => [resourceId],
  "resource-type": ({ resourceType }) => [resourceType],
};

const describeTags = ec2Operation({
  name: "DescribeTags",
  readOnly: true,
  input: z.strictObject({
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const all = taggables(account).flatMap(({ resourceType, ...taggable }) =>
      taggable
        .rows()
        .flatMap(({ id: resourceId, tags: own }) => own.map((tag) => ({ resourceId, resourceType, ...tag }))),
    );
    const passing = all
      .filter(matches(input.Filter, filterable))
      .toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const { rows, nextToken } = page(passing, keyOf, input);
    return { tagSet: rows, nextToken };
  },
});

export const tagOperations = [createTags, deleteTags, describeTags];
