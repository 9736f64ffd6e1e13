import {
  DescribeFileSystemPolicyCommand,
  EFSClient,
  type EFSClientConfig,
  type FileSystemDescription,
  PutFileSystemPolicyCommand,
  paginateDescribeFileSystems,
  paginateListTagsForResource,
  type Tag,
} from "@aws-sdk/client-efs";
import { call } from "../operation.ts";
import { operations } from "./operations.ts";

/** The EFS operations that Snapback uses, over the SDK. Lists come back whole, whatever the number of pages. */
export function createEfs(config: EFSClientConfig) {
  const client = new EFSClient(config);
  return {
    DescribeFileSystems: call(operations.DescribeFileSystems, async (input) => {
      const systems: FileSystemDescription[] = [];
      for await (const page of paginateDescribeFileSystems({ client }, input))
        systems.push(...(page.FileSystems ?? []));
      return systems;
    }),
    DescribeFileSystemPolicy: call(operations.DescribeFileSystemPolicy, (input) =>
      client.send(new DescribeFileSystemPolicyCommand(input)),
    ),
    ListTagsForResource: call(operations.ListTagsForResource, async (input) => {
      const tags: Tag[] = [];
      for await (const page of paginateListTagsForResource({ client }, input))
        tags.push(...(page.Tags ?? []));
      return tags;
    }),
    PutFileSystemPolicy: call(operations.PutFileSystemPolicy, (input) =>
      client.send(new PutFileSystemPolicyCommand(input)),
    ),
  };
}
