import * as z from "zod";
import { findHere, cloudTrailOperation as operation } from "./operation.ts";
import { tag, trails } from "./resources.ts";

const Change = z.strictObject({ ResourceId: z.string(), TagsList: z.array(tag).min(1).max(200) });

export const listTags = operation({
  name: "ListTags",
  readOnly: true,
  input: z.strictObject({
    ResourceIdList: z.array(z.string()).min(1).max(20),
    NextToken: z.string().optional(),
  }),
  run: (account, { ResourceIdList }) => ({
    ResourceTagList: ResourceIdList.map((ResourceId) => ({
      ResourceId,
      TagsList: findHere(account, ResourceId).tags ?? [],
    })),
  }),
});

export const addTags = operation({
  name: "AddTags",
  input: Change,
  run(account, { ResourceId, TagsList }) {
    const trail = findHere(account, ResourceId);
    const tags = new Map([...(trail.tags ?? []), ...TagsList].map((one) => [one.Key, one]));
    account.home.table(trails).put({ ...trail, tags: [...tags.values()] });
    return {};
  },
});

export const removeTags = operation({
  name: "RemoveTags",
  input: Change,
  run(account, { ResourceId, TagsList }) {
    const trail = findHere(account, ResourceId);
    const gone = new Set(TagsList.map(({ Key }) => Key));
    const tags = trail.tags?.filter(({ Key }) => !gone.has(Key));
    account.home.table(trails).put({ ...trail, tags });
    return {};
  },
});
