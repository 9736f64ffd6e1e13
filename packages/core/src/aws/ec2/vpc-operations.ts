import * as z from "zod";
import { operation } from "../operation.ts";

/** What internet gateways let through, of all VPCs of the account in a region. */
export const InternetGatewayBlockMode = z.enum(["off", "block-ingress", "block-bidirectional"]);

export const vpcOperations = {
  DescribeVpcBlockPublicAccessOptions: operation({
    input: z.object({}),
    changes: false,
    grants: [{ action: "ec2:DescribeVpcBlockPublicAccessOptions", resources: ["*"] }],
  }),
  ModifyVpcBlockPublicAccessOptions: operation({
    input: z.object({ InternetGatewayBlockMode }),
    changes: true,
    grants: [{ action: "ec2:ModifyVpcBlockPublicAccessOptions", resources: ["*"] }],
  }),
};
