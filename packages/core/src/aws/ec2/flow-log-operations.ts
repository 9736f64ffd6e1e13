import * as z from "zod";
import { operation } from "../operation.ts";
import { Filters } from "./filters.ts";

const flowLogs = "arn:${Partition}:ec2:${Region}:${Account}:vpc-flow-log/*";

/**
 * What a flow log of one resource is made with. Those to Firehose, and to another account, take more rights than Snapback has.
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateFlowLogs.html
 */
export type FlowLogRequest = z.infer<typeof FlowLogRequest>;
export const FlowLogRequest = z.object({
  ResourceIds: z.array(z.string()).length(1),
  ResourceType: z.enum(["VPC", "Subnet", "NetworkInterface", "TransitGateway", "TransitGatewayAttachment"]),
  TrafficType: z.enum(["ACCEPT", "REJECT", "ALL"]).optional(),
  LogDestinationType: z.enum(["cloud-watch-logs", "s3"]),
  LogDestination: z.string().optional(),
  LogGroupName: z.string().optional(),
  DeliverLogsPermissionArn: z.string().optional(),
  LogFormat: z.string().optional(),
  MaxAggregationInterval: z.int().optional(),
  DestinationOptions: z
    .object({
      FileFormat: z.enum(["plain-text", "parquet"]).optional(),
      HiveCompatiblePartitions: z.boolean().optional(),
      PerHourPartition: z.boolean().optional(),
    })
    .optional(),
  TagSpecifications: z
    .array(
      z.object({
        ResourceType: z.literal("vpc-flow-log"),
        Tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
      }),
    )
    .optional(),
});

export const flowLogOperations = {
  DescribeFlowLogs: operation({
    input: z.object({ Filter: Filters.optional() }),
    changes: false,
    grants: [{ action: "ec2:DescribeFlowLogs", resources: ["*"] }],
  }),
  CreateFlowLogs: operation({
    input: FlowLogRequest,
    changes: true,
    grants: [
      {
        action: "ec2:CreateFlowLogs",
        resources: [
          flowLogs,
          "arn:${Partition}:ec2:${Region}:${Account}:network-interface/*",
          "arn:${Partition}:ec2:${Region}:${Account}:subnet/*",
          "arn:${Partition}:ec2:${Region}:${Account}:transit-gateway/*",
          "arn:${Partition}:ec2:${Region}:${Account}:transit-gateway-attachment/*",
          "arn:${Partition}:ec2:${Region}:${Account}:vpc/*",
        ],
      },
      {
        action: "ec2:CreateTags",
        resources: [flowLogs],
        conditions: [{ test: "StringEquals", variable: "ec2:CreateAction", values: ["CreateFlowLogs"] }],
      },
      // The role that writes to CloudWatch Logs, which is the operator's own: to that service alone.
      // https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
      {
        action: "iam:PassRole",
        resources: ["arn:${Partition}:iam::${Account}:role/*"],
        conditions: [
          {
            test: "StringEquals",
            variable: "iam:PassedToService",
            values: ["vpc-flow-logs.amazonaws.com"],
          },
        ],
      },
      // For those to S3. https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-s3-permissions.html
      { action: "logs:CreateLogDelivery", resources: ["*"] },
    ],
  }),
  DeleteFlowLogs: operation({
    input: z.object({ FlowLogIds: z.array(z.string()).length(1) }),
    changes: true,
    grants: [
      { action: "ec2:DeleteFlowLogs", resources: [flowLogs] },
      { action: "logs:DeleteLogDelivery", resources: ["*"] },
    ],
  }),
  DescribeVpcs: operation({
    input: z.object({ Filters }),
    changes: false,
    grants: [{ action: "ec2:DescribeVpcs", resources: ["*"] }],
  }),
  DescribeSubnets: operation({
    input: z.object({ Filters }),
    changes: false,
    grants: [{ action: "ec2:DescribeSubnets", resources: ["*"] }],
  }),
  DescribeNetworkInterfaces: operation({
    input: z.object({ Filters }),
    changes: false,
    grants: [{ action: "ec2:DescribeNetworkInterfaces", resources: ["*"] }],
  }),
};
