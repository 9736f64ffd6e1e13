import * as z from "zod";
import { operation } from "../operation.ts";
import { Filters } from "./filters.ts";

// Neither snapshots nor images have an account in their ARNs.
const snapshots = "arn:${Partition}:ec2:${Region}::snapshot/*";

export const snapshotOperations = {
  DescribeSnapshots: operation({
    input: z.object({ OwnerIds: z.array(z.string()), Filters: Filters.optional() }),
    changes: false,
    grants: [{ action: "ec2:DescribeSnapshots", resources: ["*"] }],
  }),
  DescribeSnapshotAttribute: operation({
    input: z.object({ SnapshotId: z.string(), Attribute: z.literal("createVolumePermission") }),
    changes: false,
    grants: [{ action: "ec2:DescribeSnapshotAttribute", resources: [snapshots] }],
  }),
  ModifySnapshotAttribute: operation({
    input: z.object({
      SnapshotId: z.string(),
      Attribute: z.literal("createVolumePermission"),
      OperationType: z.enum(["add", "remove"]),
      GroupNames: z.array(z.literal("all")).optional(),
      UserIds: z.array(z.string()).optional(),
    }),
    changes: true,
    grants: [{ action: "ec2:ModifySnapshotAttribute", resources: [snapshots] }],
  }),
};
