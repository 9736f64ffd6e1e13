import * as z from "zod";
import { operation } from "../operation.ts";
import { Filters } from "./filters.ts";

const images = "arn:${Partition}:ec2:${Region}::image/*";

const LaunchPermissions = z.array(
  z.object({
    Group: z.literal("all").optional(),
    UserId: z.string().optional(),
    OrganizationArn: z.string().optional(),
    OrganizationalUnitArn: z.string().optional(),
  }),
);

export const imageOperations = {
  DescribeImages: operation({
    input: z.object({ Owners: z.array(z.string()), Filters: Filters.optional() }),
    changes: false,
    grants: [{ action: "ec2:DescribeImages", resources: ["*"] }],
  }),
  DescribeImageAttribute: operation({
    input: z.object({ ImageId: z.string(), Attribute: z.literal("launchPermission") }),
    changes: false,
    grants: [{ action: "ec2:DescribeImageAttribute", resources: [images] }],
  }),
  ModifyImageAttribute: operation({
    input: z.object({
      ImageId: z.string(),
      LaunchPermission: z.object({ Add: LaunchPermissions.optional(), Remove: LaunchPermissions.optional() }),
    }),
    changes: true,
    grants: [{ action: "ec2:ModifyImageAttribute", resources: [images] }],
  }),
};
