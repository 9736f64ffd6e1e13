import * as z from "zod";
import type { Account } from "../../account.ts";
import { AwsError } from "../../aws-error.ts";
import type { Output } from "../../output.ts";
import { kind } from "../../table.ts";
import { type Filterable, matches, tagFilters } from "./filters.ts";
import { find, newId } from "./ids.ts";
import { boolean, filters, integer, list, strings, tagSpecifications } from "./input.ts";
import { instances } from "./instance-resources.ts";
import { ec2Operation } from "./operation.ts";
import { page } from "./pages.ts";
import { tag, vpcs } from "./resources.ts";
import { subnets } from "./subnets.ts";
import { tagSet, tagsFrom } from "./tags.ts";

const flowLog = z.object({
  id: z.string(),
  resourceId: z.string(),
  trafficType: z.string().optional(),
  logDestinationType: z.string(),
  logDestination: z.string().optional(),
  logGroupName: z.string().optional(),
  deliverLogsPermissionArn: z.string().optional(),
  logFormat: z.string(),
  maxAggregationInterval: z.number(),
  destinationOptions: z
    .object({ fileFormat: z.string(), hiveCompatiblePartitions: z.boolean(), perHourPartition: z.boolean() })
    .optional(),
  creationTime: z.string(),
  tags: z.array(tag),
});
type FlowLog = z.output<typeof flowLog>;
export const flowLogs = kind("flow-logs", flowLog);

/** https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html */
const DEFAULT_FORMAT =
  "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} ${log-status}";

/** Nothing is logged here, so a destination need not be there. */
const createFlowLogs = ec2Operation({
  name: "CreateFlowLogs",
  input: z.strictObject({
    ResourceId: list(z.string()),
    ResourceType: z.enum(["VPC", "Subnet", "NetworkInterface"]),
    TrafficType: z.enum(["ACCEPT", "REJECT", "ALL"]).optional(),
    LogDestinationType: z.enum(["cloud-watch-logs", "s3"]).optional(),
    LogDestination: z.string().optional(),
    LogGroupName: z.string().optional(),
    DeliverLogsPermissionArn: z.string().optional(),
    LogFormat: z.string().optional(),
    MaxAggregationInterval: integer.optional(),
    DestinationOptions: z
      .strictObject({
        FileFormat: z.enum(["plain-text", "parquet"]).optional(),
        HiveCompatiblePartitions: boolean.optional(),
        PerHourPartition: boolean.optional(),
      })
      .optional(),
    TagSpecification: tagSpecifications,
    ClientToken: z.string().optional(),
  }),
  run(account, input, { time }) {
    const { LogDestination, LogGroupName, DestinationOptions: options } = input;
    checkDestination(input);
    const tags = tagsFrom(input.TagSpecification, "vpc-flow-log");
    const made = input.ResourceId.map((resourceId): FlowLog => {
      checkResource(account, input.ResourceType, resourceId);
      const same = (log: FlowLog) =>
        log.resourceId === resourceId &&
        log.logDestination === LogDestination &&
        log.logGroupName === LogGroupName;
      if (account.table(flowLogs).rows().some(same))
        throw new AwsError(
          "FlowLogAlreadyExists",
          "Error. There is an existing Flow Log with the same configuration and log destination.",
        );
      return {
        id: newId("fl"),
        resourceId,
        trafficType: input.TrafficType,
        logDestinationType: input.LogDestinationType ?? "cloud-watch-logs",
        logDestination: LogDestination,
        logGroupName: LogGroupName,
        deliverLogsPermissionArn: input.DeliverLogsPermissionArn,
        logFormat: input.LogFormat ?? DEFAULT_FORMAT,
        maxAggregationInterval: input.MaxAggregationInterval ?? 600,
        destinationOptions: options && {
          fileFormat: options.FileFormat ?? "plain-text",
          hiveCompatiblePartitions: options.HiveCompatiblePartitions ?? false,
          perHourPartition: options.PerHourPartition ?? false,
        },
        creationTime: time.toISOString(),
        tags,
      };
    });
    for (const log of made) account.table(flowLogs).put(log);
    return { clientToken: input.ClientToken, flowLogIdSet: made.map(({ id }) => id), unsuccessful: [] };
  },
});

interface Destination {
  LogDestinationType?: string | undefined;
  LogDestination?: string | undefined;
  LogGroupName?: string | undefined;
  DeliverLogsPermissionArn?: string | undefined;
}

function checkDestination(input: Destination): void {
  const toLogs = input.LogDestinationType !== "s3";
  if ((input.LogDestination === undefined) === (input.LogGroupName === undefined))
    throw new AwsError(
      "InvalidParameter",
      "Either LogDestination or LogGroupName has to be given, and not both",
    );
  if (!toLogs && input.LogGroupName !== undefined)
    throw new AwsError("InvalidParameter", "LogGroupName is for the destination type cloud-watch-logs");
  if (toLogs && input.DeliverLogsPermissionArn === undefined)
    throw new AwsError(
      "InvalidParameter",
      "DeliverLogsPermissionArn can't be empty if LogDestinationType is cloud-watch-logs",
    );
}

function checkResource(account: Account, type: string, id: string): void {
  if (type === "VPC") find("vpc", id, account.table(vpcs));
  else if (type === "Subnet") find("subnet", id, account.table(subnets));
  else if (
    !account
      .table(instances)
      .rows()
      .some(({ networkInterfaceId }) => networkInterfaceId === id)
  )
    throw new AwsError(
      "InvalidNetworkInterfaceID.NotFound",
      `The networkInterface ID '${id}' does not exist`,
    );
}

const deleteFlowLogs = ec2Operation({
  name: "DeleteFlowLogs",
  input: z.strictObject({ FlowLogId: list(z.string()) }),
  run(account, { FlowLogId: ids }) {
    for (const id of ids) account.table(flowLogs).delete(find("fl", id, account.table(flowLogs)).id);
    return { unsuccessful: [] };
  },
});

const filterable: Filterable<FlowLog> = {
  ...tagFilters,
  "flow-log-id": ({ id }) => [id],
  "resource-id": ({ resourceId }) => [resourceId],
  "traffic-type": ({ trafficType }) => [trafficType],
  "log-destination-type": ({ logDestinationType }) => [logDestinationType],
  "log-group-name": ({ logGroupName }) => [logGroupName],
};

const describeFlowLogs = ec2Operation({
  name: "DescribeFlowLogs",
  readOnly: true,
  input: z.strictObject({
    FlowLogId: strings,
    Filter: filters,
    MaxResults: integer.optional(),
    NextToken: z.string().optional(),
  }),
  run(account, input) {
    const named = (input.FlowLogId ?? []).map((id) => find("fl", id, account.table(flowLogs)));
    const all = named.length > 0 ? named : account.table(flowLogs).rows();
    const { rows, nextToken } = page(all.filter(matches(input.Filter, filterable)), ({ id }) => id, input, {
      least: 1,
      most: 1000,
    });
    return { flowLogSet: rows.map(described), nextToken };
  },
});

function described({ id, tags, ...log }: FlowLog): Output {
  return {
    flowLogId: id,
    ...log,
    flowLogStatus: "ACTIVE",
    deliverLogsStatus: "SUCCESS",
    ...tagSet(tags),
  };
}

export const flowLogOperations = [createFlowLogs, deleteFlowLogs, describeFlowLogs];
