import {
  DescribeImageAttributeCommand,
  DescribeSnapshotAttributeCommand,
  type EC2Client,
  type Image,
  ModifyImageAttributeCommand,
  ModifySnapshotAttributeCommand,
  paginateDescribeImages,
  paginateDescribeSnapshots,
  type Snapshot,
} from "@aws-sdk/client-ec2";
import { call } from "../operation.ts";
import { imageOperations } from "./image-operations.ts";
import { snapshotOperations } from "./snapshot-operations.ts";

/** The calls about snapshots, and about the images that are made of them. */
export function snapshotCalls(client: EC2Client) {
  return {
    DescribeSnapshots: call(snapshotOperations.DescribeSnapshots, async (input) => {
      const snapshots: Snapshot[] = [];
      for await (const page of paginateDescribeSnapshots({ client }, input))
        snapshots.push(...(page.Snapshots ?? []));
      return snapshots;
    }),
    DescribeSnapshotAttribute: call(snapshotOperations.DescribeSnapshotAttribute, (input) =>
      client.send(new DescribeSnapshotAttributeCommand(input)),
    ),
    ModifySnapshotAttribute: call(snapshotOperations.ModifySnapshotAttribute, (input) =>
      client.send(new ModifySnapshotAttributeCommand(input)),
    ),
    DescribeImages: call(imageOperations.DescribeImages, async (input) => {
      const images: Image[] = [];
      for await (const page of paginateDescribeImages({ client }, input)) images.push(...(page.Images ?? []));
      return images;
    }),
    DescribeImageAttribute: call(imageOperations.DescribeImageAttribute, (input) =>
      client.send(new DescribeImageAttributeCommand(input)),
    ),
    ModifyImageAttribute: call(imageOperations.ModifyImageAttribute, (input) =>
      client.send(new ModifyImageAttributeCommand(input)),
    ),
  };
}
