import * as z from "zod";
import { operation } from "../operation.ts";
import { Filters } from "./filters.ts";

export const instanceOperations = {
  DescribeInstances: operation({
    input: z.object({ Filters }),
    changes: false,
    grants: [{ action: "ec2:DescribeInstances", resources: ["*"] }],
  }),
  ModifyInstanceMetadataOptions: operation({
    input: z.object({
      InstanceId: z.string(),
      HttpTokens: z.enum(["optional", "required"]),
      HttpEndpoint: z.enum(["enabled", "disabled"]),
      HttpPutResponseHopLimit: z.int().optional(),
      HttpProtocolIpv6: z.enum(["enabled", "disabled"]).optional(),
      InstanceMetadataTags: z.enum(["enabled", "disabled"]).optional(),
    }),
    changes: true,
    grants: [
      {
        action: "ec2:ModifyInstanceMetadataOptions",
        resources: ["arn:${Partition}:ec2:${Region}:${Account}:instance/*"],
      },
    ],
  }),
};
