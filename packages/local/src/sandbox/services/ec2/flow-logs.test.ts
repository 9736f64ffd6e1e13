import {
  CreateFlowLogsCommand,
  type CreateFlowLogsCommandInput,
  DeleteFlowLogsCommand,
  DescribeFlowLogsCommand,
} from "@aws-sdk/client-ec2";
import { describe, expect, test } from "vitest";
import { openTestSandbox, refusal } from "../../test-sandbox.ts";

async function open() {
  const opened = await openTestSandbox();
  const make = (input: Partial<CreateFlowLogsCommandInput> = {}) =>
    opened.ec2.send(
      new CreateFlowLogsCommand({
        ResourceIds: [opened.vpc.vpcId],
        ResourceType: "VPC",
        TrafficType: "ALL",
        LogDestinationType: "s3",
        LogDestination: "arn:aws:s3:::logs",
        ...input,
      }),
    );
  return { ...opened, make };
}

describe("flow logs", () => {
  test("are made, listed as EC2 shows them, and deleted", async () => {
    const { ec2, vpc, make, records } = await open();
    const { FlowLogIds: [FlowLogId = ""] = [] } = await make({
      DestinationOptions: { FileFormat: "parquet", HiveCompatiblePartitions: true, PerHourPartition: false },
    });
    const list = async () => (await ec2.send(new DescribeFlowLogsCommand({ MaxResults: 1 }))).FlowLogs;
    expect(await list()).toMatchObject([
      {
        FlowLogId,
        ResourceId: vpc.vpcId,
        FlowLogStatus: "ACTIVE",
        LogDestination: "arn:aws:s3:::logs",
        MaxAggregationInterval: 600,
        LogFormat: expect.stringContaining("${srcaddr}"),
        DestinationOptions: {
          FileFormat: "parquet",
          HiveCompatiblePartitions: true,
          PerHourPartition: false,
        },
      },
    ]);
    await ec2.send(new DeleteFlowLogsCommand({ FlowLogIds: [FlowLogId] }));
    expect(await list()).toEqual([]);
    expect(records).toMatchObject([
      {
        requestParameters: { CreateFlowLogsRequest: { ResourceId: { tag: 1, content: vpc.vpcId } } },
        responseElements: { CreateFlowLogsResponse: { flowLogIdSet: { item: FlowLogId }, unsuccessful: "" } },
      },
      {
        requestParameters: { DeleteFlowLogsRequest: { FlowLogId: { tag: 1, content: FlowLogId } } },
        responseElements: { DeleteFlowLogsResponse: { unsuccessful: "" } },
      },
    ]);
    const again = await refusal(ec2.send(new DeleteFlowLogsCommand({ FlowLogIds: [FlowLogId] })));
    expect(again.name).toBe("InvalidFlowLogId.NotFound");
  });

  test("are one for each resource and destination", async () => {
    const { make } = await open();
    await make();
    expect((await refusal(make({ TrafficType: "REJECT" }))).name).toBe("FlowLogAlreadyExists");
    await make({ LogDestination: "arn:aws:s3:::more" });
  });

  test.each<[string, Partial<CreateFlowLogsCommandInput>, string]>([
    ["a network that is there", { ResourceIds: ["vpc-00000000"] }, "InvalidVpcID.NotFound"],
    [
      "a subnet that is there",
      { ResourceType: "Subnet", ResourceIds: ["subnet-00000000"] },
      "InvalidSubnetID.NotFound",
    ],
    [
      "an interface that is there",
      { ResourceType: "NetworkInterface", ResourceIds: ["eni-00000000"] },
      "InvalidNetworkInterfaceID.NotFound",
    ],
    ["a destination", { LogDestination: undefined }, "InvalidParameter"],
    ["one destination only", { LogGroupName: "flows" }, "InvalidParameter"],
    ["CloudWatch for a log group", { LogDestination: undefined, LogGroupName: "flows" }, "InvalidParameter"],
    ["a role for CloudWatch", { LogDestinationType: "cloud-watch-logs" }, "InvalidParameter"],
  ])("take %s", async (_what, input, error) => {
    const { make } = await open();
    expect((await refusal(make(input))).name).toBe(error);
  });
});
