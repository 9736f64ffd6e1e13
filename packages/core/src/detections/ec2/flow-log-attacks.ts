import type { Step } from "../../response/plan.ts";
import type { Attack } from "../define.ts";

const steps: Step[] = [
  {
    service: "ec2",
    operation: "DescribeVpcs",
    input: { Filters: [{ Name: "tag:Name", Values: ["snapback-test"] }] },
    does: "find the test VPC",
  },
  {
    service: "iam",
    operation: "CreateRole",
    input: {
      RoleName: "attacked-flow-logs",
      AssumeRolePolicyDocument: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "vpc-flow-logs.amazonaws.com" },
            Action: "sts:AssumeRole",
          },
        ],
      }),
    },
    does: "make a role for the flow logs' service",
  },
  {
    service: "ec2",
    operation: "CreateFlowLogs",
    input: {
      ResourceIds: [{ $from: { step: 0, path: ["Vpcs", 0, "VpcId"] } }],
      ResourceType: "VPC",
      TrafficType: "ALL",
      LogDestinationType: "cloud-watch-logs",
      LogGroupName: "attacked-flow-logs",
      DeliverLogsPermissionArn: { $from: { step: 1, path: ["Role", "Arn"] } },
      MaxAggregationInterval: 60,
      TagSpecifications: [{ ResourceType: "vpc-flow-log", Tags: [{ Key: "owner", Value: "security" }] }],
    },
    does: "log the VPC's traffic",
  },
  {
    service: "ec2",
    operation: "DeleteFlowLogs",
    input: { FlowLogIds: [{ $from: { step: 2, path: ["FlowLogIds", 0] } }] },
    does: "delete that flow log",
  },
];

export const flowLogAttacks: Attack[] = [
  { name: "delete-flow-log", title: "A network that is not logged any more", steps },
];
